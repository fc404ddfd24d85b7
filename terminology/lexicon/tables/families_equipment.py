"""The words that people use around each family of equipment: what it is, what it does, for which trouble."""

EVERY = "machine device equipment unit"  # words that may be said of each of them
ROWS = """
# walking
cane walking stick balance steady limp hobble unsteady wobbly support > E0100 E0105
quad four three prong legged cane walking stick stroke stand itself > E0105
crutch crutches underarm armpit broken leg ankle foot sprained walk aluminum wood cast weight off > E0114 E0112 E0116
crutch crutches forearm arms elbow canadian lofstrand cuff polio > E0110 E0111
knee scooter walker roll roller broken foot ankle surgery kneel crutch substitute hands free platform weight off
    > E0118
walker frame zimmer walking unsteady balance falls fall legs weak folding fold travel aluminum elderly steady
    > E0135 E0130
walker wheels wheeled rolling rollator four brakes seat sit rest tired balance push > E0143 E0141 E0144 E0156
walker heavy duty big large bariatric obese wide overweight strong pounds > E0149 E0148 E0147
walker platform forearm arm rest attachment > E0154 E0153
wheels wheel casters attach walker glide roll skis > E0155
child kid pediatric gait trainer walker cerebral palsy learn walk stand upright > E8000 E8001 E8002
knee walk gait rhythm music cues parkinson steps > E3200
rubber tip tips bottom cane crutch walker slippery worn ferrule > A4637
hand grip handle cane crutch walker replacement worn > A4636
crutch pad pads underarm armpit sore cushion > A4635
# wheelchairs
wheelchair manual regular push folding paralyzed legs walk cannot transport hospital > K0001 K0003 K0004
wheelchair light lightweight easy lift car trunk fold carry > K0003 K0004 K0005
wheelchair sport racing active ultralight titanium custom paraplegic young > K0005
wheelchair wide big large heavy obese overweight bariatric pounds strong > K0006 K0007
wheelchair hemi low seat short feet reach floor stroke one side > K0002
wheelchair power electric motorized motor drive joystick battery paralyzed quadriplegic itself arms weak tired
    > K0823 K0822 K0816 K0800
wheelchair tilt recline back space pressure relief lean > E1161 E1002 E1226
scooter electric mobility power ride store sit drive three four wheel tiller cart pov > K0800 K0801 E1230
transport chair travel companion pushed small wheels caregiver push someone > E1038 E1037 E1039
wheelchair child kid pediatric stroller small boy girl cerebral palsy grows > E1236 E1235 E1229
rolling geri recliner chair rollabout nursing home > E1031
chin head mouth tongue breath sip puff blow control drive power wheelchair quadriplegic hands cannot paralyzed
    > E2325 E2324 E2327 E2328
joystick control hand drive power wheelchair steering knob > E2373 E2374 E2321 E2312
cushion seat wheelchair gel foam air sores bed pressure butt bottom tailbone sit sitting long skin protect comfort
    > E2603 E2601 E2607 E2622
cushion position positioning posture lean slide wheelchair trunk hips straight > E2605 E2606 E2607
back cushion support backrest wheelchair lumbar spine lean > E2611 E2613 E2620
tray table lap wheelchair eat write food > E0950
belt strap safety seat wheelchair slide fall out pelvic harness chest vest > E0978 E0960 E0980
headrest neck head support wheelchair floppy hold up > E0955
leg rest legrest elevate elevating raise wheelchair swollen feet > K0195 E0990 K0046
footrest foot plate pedal footplate wheelchair feet > K0040 K0041 E1020 K0045
arm rest armrest pad wheelchair torn replacement > K0019 E0973 K0015 K0020
tire flat wheelchair wheel tube pneumatic rubber puncture > E2211 E2214 E2213
battery batteries wheelchair scooter power dead charge gel sealed lead > E2361 E2365 E2363 E2359
charger battery wheelchair plug scooter > E2366 E2367
tip tippers anti backwards wheelchair wheelie fall over > E0971
hand rim push rims grip wheelchair knobs projection > E0967 E2205
brake lock handle extension wheelchair wheel > E0961 E0974
tie down straps van bus car secure lock wheelchair transit ride > E1023 E1022
ramp wheelchair door wide widen doorway house home modify bathroom remodel entrance stairs stair lift glide elevator
    > S5165
van car vehicle lift hand controls modify drive wheelchair adapted > T2039
repair fix broken wheelchair equipment bed technician labor > K0739
loaner temporary borrow equipment repaired repair > K0462
# beds and moving
bed hospital electric adjustable remote raise head up down crank home sick > E0260 E0265 E0255 E0250
bed hospital wide big large heavy obese bariatric overweight pounds > E0303 E0301 E0304
bed child crib hospital baby toddler pediatric enclosed safety climb > E0300 E0328 E0329
net canopy enclosure enclosed zipped tent bed safety wander climb autistic > E0316
rail rails side bed fall falling roll out bedrail guard > E0310 E0305
mattress special air pressure bedsore bedsores sores sore ulcer decubitus bed lies skin breakdown powered low loss
    > E0277 E0181 E0373 E0193
mattress pad overlay topper gel foam egg crate bedsore sores pressure bed cushion > E0185 E0199 E0197 E0181
mattress hospital bed regular spring foam replacement > E0271 E0272
sheepskin wool fleece pad bed heel sores > E0188 E0189
heel elbow protector protect bootie sores pressure pad > E0191
table over bed tray eat meals > E0274
trapeze triangle bar handle overhead hang hanging pull self up bed reposition > E0910 E0940 E0912
bed pan bedpan toilet bed poop cannot get up > E0275 E0276
urinal bottle jug pee men man male bed plastic > E0325
urinal female women woman pee bed > E0326
lift lifter hoyer hydraulic patient transfer bed chair sling move caregiver heavy crane cannot
    > E0630 E0635 E0639 E0621
sling lift patient canvas net seat replacement > E0621
transfer board slide sliding bed car chair wheelchair slippery > E0705
lift chair recliner stand up stands seat mechanism rise raise gets up couch sit help knees weak > E0627 E0629
stand standing frame stander upright paralyzed bones weight bearing table > E0638 E0641 E0642 E0637
wedge pillow cushion foam position positioning sleep raise head reflux incline > E0190
blanket cradle feet bed weight off gout toes > E0280
board boards mattress hard firm under bed sag > E0273
restraint restraints tie hands wrist chest mitts pulling > E0710
alarm alert fall falls gets up bed chair wander wandering exit sensor pad leaves dementia > A9280
# bath and toilet
shower chair bath bathing seat sit stand wash tub slip stool > E0240 E0245
transfer bench tub bath slide over edge get into bathing > E0247 E0248
grab bar bars rail handle wall bathroom shower bath tub hold slip > E0241 E0242
toilet rail rails handle arms hold get up sit down > E0243
toilet seat raised high higher riser low elevated hip replacement > E0244
commode potty chair bedside toilet night portable pail bucket > E0163 E0165
commode wide heavy duty big large obese bariatric > E0168
pail bucket pan commode potty replacement > E0167
sitz bath sit warm water soak hemorrhoids hemorrhoid piles bottom childbirth episiotomy anal > E0160 E0161 E0162
whirlpool hot tub jacuzzi jets soak > E1300 E1310
handheld shower head sprayer bathroom safety equipment > E0700
# heat, cold, light
heating pad heat electric hot warm back sore muscles ache cramps > E0210 E0215 E0217
heat lamp infrared sore muscles bulb warm > E0200 E0205 E0221
cold ice therapy pack machine circulating cooling knee swelling surgery shoulder cryo > E0218 A9273
ice bag hot water bottle heat pack cold wrap > A9273
wax paraffin hands arthritis dip bath warm > E0235 A4265
light lamp jaundice yellow newborn baby bili bilirubin blanket > E0202
light box lamp bright seasonal depression winter sad mood > E0203
ultraviolet uv light box psoriasis skin vitiligo eczema booth cabinet panel > E0691 E0692 E0693 E0694
# breathing
oxygen concentrator machine home plug air copd lungs emphysema breathe short breath > E1390 E1391
oxygen portable small carry tank cylinder bottle take along walking travel go out trip shoulder outside leave house
    > E1392 E0431 E0434 K0738
oxygen portable concentrator fly airplane battery travel inogen > E1392
oxygen stationary big large tank gas home > E0424 E0439
oxygen liquid reservoir portable fill > E0434 E0439 E0433
oxygen refill contents tank gas empty month supply > E0443 E0441 E0442 E0444
oxygen nose nasal cannula prongs tubing tube hose > A4615 A4616
oxygen mask face > A4620 A4619
oxygen level finger pulse oximeter clip saturation reader monitor > E0445 A4606
regulator gauge oxygen tank > E1353
stand cart rack holder oxygen tank wheels > E1355
nebulizer breathing treatment treatments machine mist asthma albuterol inhale medicine vapor child copd
    > E0570 E0572 E0574
nebulizer cup tubing mouthpiece kit supplies set mask > A7003 A7005 A7015 A7006
nebulizer filter filters > A7013 A7014
humidifier moist moisture air dry cpap water heated chamber nose > E0562 E0561
humidifier vaporizer room steam cool mist > E0605
cpap apnea sleep snore snoring machine breathing night stops mask air pressure choking gasping > E0601
bipap bilevel apnea machine breathing two pressures sleep copd als > E0470 E0471
cpap mask nose nasal pillow leaks seal cushion headgear face sleep > A7034 A7030 A7032 A7033
cpap mask full face mouth breather sleep > A7030 A7031
cpap hose tube tubing replacement heated > A7037 A4604
cpap filter filters dust disposable foam > A7038 A7039
cpap headgear straps head strap > A7035
chin strap mouth open snore sleep > A7036
cpap water tub chamber reservoir humidifier > A7046
mouth guard mouthpiece oral appliance jaw snore snoring apnea dental dentist > E0486 E0485
tongue stimulator apnea sleep daytime snoring mouth > E0490 E0492
back position vibrate apnea sleep side roll > E0530
ventilator vent breathing machine life support breathe cannot als trach muscular dystrophy > E0465 E0466
vest shake shakes shaking vibrating chest loosen phlegm mucus cystic fibrosis oscillation lungs cough clear > E0483
percussor clap clapping chest lungs mucus phlegm loosen > E0480
flutter acapella pep blow device mucus lungs phlegm oscillating > E0484 S8185
cough assist machine cannot cough secretions weak > E0482
suction machine phlegm spit mucus secretions choke drool throat airway vacuum > E0600 A7000
suction catheter tube tubing canister throat trach > A4624 A7002 A7000 A4628
peak flow meter asthma blow lungs > A4614 S8096
spacer chamber inhaler puffer asthma holding > A4627 S8100 S8101
spirometer incentive plastic ball blower breathe exercise lungs surgery pneumonia blow suck deep > A9284 E0487
apnea monitor baby infant stops breathing sids crib alarm sleeping newborn > E0618 E0619
resuscitator bag squeeze breathe emergency ambu > S8999
trach tracheostomy tube neck hole throat breathing > A7520 A7521 A7522
trach tracheostomy care cleaning kit brush neck hole throat supplies > A4629 A4625 A4626
trach tracheostomy stoma laryngectomy filter humidity hme cover shower bib neck > A7507 A7503 A7523 A4481
trach collar tie holder neck strap > A7526
trach mask oxygen neck > A7525
speaking valve trach talk passy muir voice > L8501
voice box larynx throat cancer removed laryngectomy electrolarynx talk buzz > L8500 L8507 L8509
# diabetes and monitors
sugar blood glucose meter monitor machine test check diabetes diabetic glucometer measure reading > E0607
talking meter blind sugar glucose diabetic voice vision > E2100
strips strip test blood sugar glucose diabetes diabetic meter > A4253
lancet lancets needle prick stick finger poke sugar diabetes > A4259
lancing device pen pricker poker finger spring > A4258
control solution meter glucose accurate check > A4256
continuous glucose sensor cgm arm patch dexcom libre freestyle sugar phone without finger > E2103 A4239 E2102 A4238
insulin pump tubeless omnipod diabetes pod tubing deliver > E0784 A9274
insulin pump infusion set cannula reservoir supplies tubing > A4230 A4231 A4232 A4224 A4225
insulin pen needle injector reusable cartridge > S5560 S5561 S5565
insulin shot vial diabetes long acting rapid lispro glargine lantus humalog novolog > J1815 J1817 S5551 S5553
syringe syringes needle needles insulin inject diabetes > S8490 A4206 A4215
ketone ketones urine blood strips diabetes > A4250 A4252
blood pressure cuff monitor machine arm hypertension automatic home measure > A4670 A4660 A4663
thermometer fever temperature mouth oral rectal > A4931 A4932
scale weigh weight dialysis bathroom > E1639
blood thinner clotting inr prothrombin home test coumadin warfarin monitor finger > G0248 G0249 G0250
heart monitor record recorder event palpitations irregular implanted loop > E0616 C1764
defibrillator vest wear wearable heart lifevest shock sudden > K0606
defibrillator aed home heart shock cardiac arrest paddles > E0617
pacemaker check monitor telephone battery heart > E0610 E0615
# electricity and traction
tens unit nerve stimulator electric shock pain back shocks pads tingle muscle zap > E0730 E0720
tens pads electrodes wires supplies sticky leads > A4595 A4556 A4557
muscle stimulator electrical nmes weak atrophy ems stroke rehab > E0745 E0744 E0764 E0770
foot drop stimulator electric walk nerve stroke bioness walkaide > E0770
bone stimulator heal healing fracture broken nonunion growth ultrasound spine fusion > E0747 E0748 E0760
pelvic floor stimulator electric bladder leak incontinence kegel women > E0740 E0715 E0716
biofeedback emg muscle > E0746
cap scalp brain tumor electric fields optune glioblastoma > E0766
brain stimulation cranial electrotherapy anxiety insomnia depression > E0732
tremor wrist shake shaking hands essential stimulator band > E0734 A4542
migraine headache vagus nerve stimulator neck > E0735
magnet magnetic pulsed electromagnetic wound pain > E0761 G0295 G0329
traction neck cervical pull stretch pinched nerve door over home disc > E0849 E0855 E0840 E0860 E0850
traction back pelvic hips lumbar pull stretch disc sciatica > E0890 E0900 E0944 E0830
inversion table hang upside down gravity back > E0941
fracture frame bed broken traction weights femur > E0920 E0930 E0947
knee bending cpm continuous passive motion machine replacement surgery move bends > E0935 E0936
stretch stretching splint joint stiff contracture elbow dynasplint dynamic straighten > E1800 E1801 E1810 E1805
jaw open stiff tmj mouth lockjaw therabite exercise > E1700 E1701
leg compression pump machine sleeve sleeves lymphedema swelling swollen edema fluid squeeze squeezes pneumatic air
    > E0651 E0650 E0652 E0667 E0660
leg blood clots clot flow squeezer circulation compression surgery dvt prevent pump calf > E0676 E0675 A4600
robot robotic exoskeleton walk paralyzed suit powered legs rewalk > K1007
robot arm powered brace hand stroke myopro grip > L8701 L8702
exercise bike treadmill equipment gym weights home > A9300
health club gym membership > S9970
hospital bed equipment miscellaneous other durable unlisted > E1399
iv pole stand hang bag drip > E0776
infusion pump medicine iv ambulatory portable drip home chemo > E0781 E0779 E0791
pain pump implanted spine morphine intrathecal baclofen > E0783 E0782 E0786
feeding pump tube enteral formula > B9002
tpn pump parenteral vein nutrition > B9004 B9006
breast pump electric milk nursing mom breastfeed express > E0603 E0604 E0602
breast pump parts tubing bottle shield valve flange cap storage bags > A4281 A4285 A4284 A4288 A4287
speech device talk talking computer tablet communicate autism nonverbal speak als voice eyes type augmentative
    > E2510 E2500 E2511 E2502
picture board letters point communicate nonverbal > E1902
reacher grabber pick up grab floor bend stick tongs reach > A9281
virtual reality headset pain therapy > E1905
wound vac vacuum negative pressure pump suction open sore > E2402 A6550
warming wound warm device noncontact > E0231 A6000
bowel irrigation enema machine constipation transanal paralyzed > A4459 E0350 A4453
bedwetting bed wetting alarm child wet enuresis night > S8270
dialysis machine kidney home blood clean kidneys failed > E1590 E1594
dialysis belly stomach peritoneal cycler night bags solution home kidney > E1594 A4722 E1592
dialyzer artificial kidney filter > A4690
dialysis needles fistula set kit tubing supplies kidney > A4730 A4750 A4913
dialysis water purify softener reverse osmosis filter > E1610 E1615 E1625
stomach suction pump > E2000
"""
