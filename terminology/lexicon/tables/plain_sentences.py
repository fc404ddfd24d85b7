"""How patients speak of what they need: words that may stand anywhere in a sentence."""

ROWS = """
toilet lifter, toilet lift, chair lifts off toilet, lift off toilet, commode lifter
    = commode chair integrated seat lift mechanism; seat lift
    > E0170 E0172
check sugar, sugar machine, machine checks sugar, measure sugar, test sugar, checks blood sugar, sugar monitor,
+ sugar tester
    = home blood glucose monitor
    > E0607
sugar patch on arm, sugar sensor on arm, sensor for sugar, glucose sensor, glucose patch
    = continuous glucose monitor receiver; continuous glucose monitor
    > E2103 A4239
snoring mouth guard, snore mouthpiece, mouth guard, snoring device, mouth piece for snoring, stop snoring device
    = oral device appliance airway collapsibility; oral device
    > E0486 E0485
leaking urine, pads for leaking urine, leak urine, pee pads, pad for pee, urine leak pad, leaks when cough
    = disposable liner shield guard pad undergarment
    > T4535
wets bed, pee in bed, bed wetting pad, protect bed from pee, pad for bed
    = incontinence product disposable underpad
    > T4541
three focals, three focal glasses, glasses with three lenses, three part lens = sphere trifocal; trifocal > V2300
two focals, glasses for reading and distance, lined bifocals = sphere bifocal; bifocal > V2200
bionic knee, computerized knee, electronic knee, computer leg, robotic knee, smart knee
    = microprocessor control swing stance phase
    > L5856
bionic arm, robotic arm, electric arm, myoelectric arm
    = electric hand; upper extremity prosthesis electric; below elbow external power myoelectronic
    > L6935
thigh bone brace, broken thigh brace, femur fracture brace, broken femur brace, femur brace
    = knee ankle foot orthosis fracture femoral
    > L2126 L2128
broken shin brace, tibia fracture brace, broken leg brace, tibial fracture brace
    = ankle foot orthosis fracture orthosis tibial
    > L2112 L2106
broken arm brace, humerus fracture brace, humeral fracture brace = upper extremity fracture orthosis humeral > L3980
broken wrist brace, colles fracture brace, forearm fracture brace
    = upper extremity fracture orthosis radius ulnar; fracture orthosis
    > L3982
reach floor, reach items, pick up floor, pick things up from floor, grab things from floor, picker upper,
+ reach things, grabber tool, pick up stick
    = reaching grabbing device
    > A9281
sit with grandma, sit with elderly, sit with mother, sit with dad, keep company, company for elderly, elderly sitter,
+ watch grandma, stay with grandma, sit with mom
    = companion care adult
    > S5135 S5136
babysitter rehab, child care during rehab, child sitting, child sitting rehab, watch kids while in rehab,
+ childcare during treatment, babysitting while in treatment
    = child sitting services
    > T1009
help bathing, bathing help, help with bath, help with shower, bathe at home, help getting dressed, help dressing,
+ bath help, shower help, aide for bathing
    = personal care services
    > T1019 T1020
nurse comes house, nurse house, nurse to house, nurse home visit, nurse visits house, home nurse visit
    = direct skilled nursing services registered nurse; nursing
    > G0299 T1030
new parents class, class for parents, parenting help class = parenting classes > S9444
baby class, infant safety class, newborn care class, baby safety class = infant safety training; infant > S9447
bladder cancer treatment, bladder wash cancer, chemo in bladder, medicine in bladder, bladder cancer drug
    = bcg live intravesical; intravesical
    > J9030 J9357 J9029
endometriosis shot, fibroid shot, shot for endometriosis = leuprolide acetate depot 3 75; leuprolide acetate > J1950
prostate hormone shot, prostate cancer injection, prostate cancer hormone, prostate hormone, hormone therapy prostate
    = leuprolide acetate; degarelix; goserelin
    > J9217 J9155 J9202
nose feeding tube, feeding nose tube, tube in nose, nose feeding, feeding through nose
    = nasogastric tubing
    > B4082 B4081
vein feeding, feeding through vein, feed through iv, food through iv, food in vein
    = parenteral nutrition solution
    > B4189 B4193 B4164
pedialyte, electrolyte drink, hydration drink, electrolyte solution, rehydration drink
    = enteral formula replace fluids electrolytes
    > B4102 B4103
protein drink, protein shake, nutrition shakes, boost, ensure drink, supplement drink
    = enteral formula nutritionally complete intact nutrients
    > B4150
spinal muscular atrophy, sma shot, muscular atrophy shot, sma drug = nusinersen; onasemnogene > J2326 J3399
contrast ct, dye ct, dye ct scan, ct scan dye, contrast for ct scan = low osmolar contrast material > Q9967 Q9966
plasma bag, bag of plasma, donated plasma, plasma donation, blood plasma bag = fresh frozen plasma > P9017
fall alarm, alarm falls, alarm if falls, bed alarm, chair alarm, patient falls alarm, wander alarm, bed exit alarm
    = alert alarm device
    > A9280
shock heart machine, heart shock machine, heart shocker, machine to shock heart, heart restart machine
    = external defibrillator
    > E0617
vest shocks heart, heart vest, shock vest, vest for heart = automatic external defibrillator garment type > K0606
leg squeezing machine, leg squeeze machine, leg squeezer, swelling pump, leg swelling machine,
+ machine for swollen legs, machine for lymphedema
    = pneumatic compressor
    > E0651 E0650
varicose veins stockings, varicose vein stocking, stockings for swelling, swelling stockings, vein stockings,
+ leg swelling socks, socks for swelling
    = gradient compression stocking below knee; gradient compression stocking; surgical stockings
    > A6530 A6531
sprained ankle boot, ankle boot, boot for ankle, boot for sprain, boot for foot, boot broken ankle
    = walking boot
    > L4361 L4360
sprained ankle brace, ankle sprain brace, twisted ankle brace, rolled ankle = ankle foot orthosis > L1906
voice machine, machine that talks, machine to talk, talk machine, cant talk device, cannot speak device,
+ device to speak, help speaking device, speaking machine, tablet that talks
    = speech generating device
    > E2510 E2500
hair loss wig, wig hair loss, wig cancer, bald wig, chemo wig = wig > A9282
drug addict treatment, drug addicts, addict treatment, drug addiction, drug addiction treatment, alcoholic treatment
    = alcohol other drug treatment program; alcohol drug
    > H2036 H0015
special shoes diabetes, shoes diabetes, shoes diabetic feet, diabetic footwear = diabetics shoe depth inlay > A5500
arm cast, plaster cast arm, cast for arm, cast for broken arm, plaster arm cast
    = cast supplies long arm cast adult; cast supplies arm
    > Q4005 Q4006
leg cast, cast for leg, cast for broken leg, plaster leg cast
    = cast supplies long leg cast adult; cast supplies leg
    > Q4029 Q4030
short arm cast, wrist cast = cast supplies short arm cast adult > Q4009 Q4010
short leg cast, foot cast, ankle cast = cast supplies short leg cast adult > Q4037 Q4038
body cast = cast supplies body cast adult > Q4001 Q4002
cast material, casting material, cast supplies, fiberglass cast
    = cast supplies; special casting material
    > A4590 A4580 Q4050
splint material, splint supplies = splint supplies; splint > A4570 Q4051
emergency helicopter, helicopter emergency, helicopter ride, helicopter to hospital, flown to hospital,
+ flight to hospital
    = ambulance service air rotary wing
    > A0431
crutches kids, child crutches, pediatric crutches, crutches for kids = crutches underarm > E0114 E0112
walk after surgery, help walking, walking aid, walking help, walking frame, zimmer frame, frame to walk
    = walker
    > E0130 E0135
help standing up, stand up help, chair that stands you up, chair helps stand, lifts you up chair
    = seat lift mechanism
    > E0627
bed goes up and down, bed raises head, bed that sits up, electric bed, raise head of bed
    = hospital bed semi electric
    > E0260
bed sore mattress, mattress for bedsores, mattress prevents bed sores, pressure sore mattress, bedsore mattress,
+ bed sores pad
    = powered pressure reducing air mattress; air pressure mattress
    > E0277
bed sore cushion, bedsore cushion, pressure sore cushion, butt cushion, tailbone cushion
    = wheelchair seat cushion
    > E2601 E2603
mask cpap replacement, new cpap mask, replacement cpap mask, nose mask for sleep apnea, nose mask
    = nasal interface mask positive airway
    > A7034
cpap machine supplies, new cpap supplies, replacement cpap supplies = positive airway pressure > A7030 A7034
straps cpap mask, straps for cpap, cpap straps, head strap cpap = headgear positive airway > A7035
breathing help machine, helps breathe machine, machine to help breathe, breathing machine
    = home ventilator; respiratory assist device; continuous positive airway pressure device; nebulizer compressor
    > E0465 E0470 E0601 E0570
sleep breathing machine, breathing machine for sleep, breathe at night machine, sleeping mask machine,
+ sleeping machine, machine for sleep apnea, mask for sleeping
    = continuous positive airway pressure device
    > E0601
mucus machine, cough up mucus, clear phlegm, phlegm vest, mucus vest, machine for phlegm
    = high frequency chest wall oscillation; respiratory suction pump
    > E0483 E0600
suck out mucus, suction for throat, suction mucus = respiratory suction pump home model > E0600
inhaler machine, asthma breathing machine, mist machine, breathing mist, breathing treatment, breathing treatments
    = nebulizer compressor
    > E0570
oxygen carry, carry oxygen, oxygen backpack, travel oxygen, oxygen on plane, oxygen for travel, oxygen i can carry
    = portable oxygen concentrator; portable gaseous oxygen system
    > E1392 E0431
nose oxygen tube, oxygen nose tube, tube in nose for oxygen, nose hose oxygen, oxygen cannula = cannula nasal > A4615
finger oxygen, oxygen finger, finger clip oxygen, checks oxygen level, oxygen level checker = oximeter device > E0445
blood pressure machine home, check blood pressure, home blood pressure, blood pressure at home,
+ measure blood pressure
    = automatic blood pressure monitor
    > A4670
electric shock for pain, pain zapper, electric pads for pain, zapper for back pain, electric pain machine,
+ nerve zapper, muscle zapper, pads that shock muscles
    = transcutaneous electrical nerve stimulation
    > E0730 E0720
heat pad for back, warm pad, hot pad = electric heat pad > E0210 E0215
ice for knee after surgery, ice machine for knee, cold machine for knee, cold water machine
    = circulating cold pad pump
    > E0218
bend knee machine, knee bending machine, machine bends knee, knee machine after surgery, knee exerciser
    = continuous passive motion exercise device
    > E0935
stretch neck, neck stretcher, stretches neck, neck pulling device = traction cervical; cervical traction > E0860 E0849
bone heal machine, heal broken bone, machine heals bone, machine for broken bone, bone growth machine
    = osteogenesis stimulator
    > E0747 E0760
yellow baby light, baby jaundice lamp, jaundice lamp, jaundice blanket, yellow baby
    = phototherapy bilirubin light
    > E0202
psoriasis light, skin light box, uv light for skin, uv light = ultraviolet light therapy > E0691
baby stops breathing monitor, breathing monitor baby, baby breathing monitor = apnea monitor > E0619
breast milk pump, pump for breast milk, pump breast milk, breastfeeding pump = breast pump > E0603
after mastectomy bra, bra after mastectomy, bra after breast cancer, bra for fake breast
    = breast prosthesis mastectomy bra
    > L8000
rubber breast, breast after cancer, replacement breast, false breast, breast insert
    = breast prosthesis silicone; breast prosthesis mastectomy form
    > L8030 L8020
false leg, false arm, wooden leg, peg leg = below knee molded socket; lower extremity prosthesis > L5100
sock for stump, sock for fake leg, sock for amputee, amputee sock = prosthetic sock multiple ply > L8420
false eye, plastic eye = prosthetic eye > V2623
ear that was implanted, ear implant device, implant for deaf, hearing implant = cochlear device > L8614
magnet hearing implant, bone anchored hearing, baha, bone anchored hearing aid
    = auditory osseointegrated device
    > L8690
hearing aid both, two hearing aids, pair of hearing aids, hearing aids both ears
    = hearing aid binaural
    > V5261 V5260 V5130
ear piece hearing aid, ear mold hearing aid = ear mold > V5264
hole in neck tube, neck breathing tube, tube in neck, tube in throat to breathe, breathing tube neck
    = tracheostomy laryngectomy tube
    > A7520 A7521
throat cancer speaking valve, speaking valve, talking valve, passy muir = tracheostomy speaking valve > L8501
belly feeding tube, stomach feeding tube, feeding tube belly, feed through stomach
    = gastrostomy jejunostomy tube
    > B4087 B4088
thick drinks, thicken liquids, thicken drinks, thick liquids for swallowing, swallowing thickener
    = food thickener
    > B4100
baby milk allergy formula, milk allergy formula, allergy formula, elecare, neocate, nutramigen
    = enteral formula pediatrics hydrolyzed amino acids
    > B4161
pee tube, tube to pee, tube for urine, tube in bladder, bladder tube, catheter for bladder
    = indwelling catheter foley two way; indwelling catheter
    > A4338
tube to drain bladder myself, self catheterize, cath myself, catheterize myself
    = intermittent urinary catheter straight tip
    > A4351
pee bag leg, bag for pee on leg, leg pee bag, urine bag on leg, catheter bag leg, bag strapped to leg
    = urinary drainage bag leg
    > A4358 A5112
pee bag bed, night pee bag, big urine bag, urine bag for bed = bedside drainage bag > A4357
penis catheter, condom for pee, male pee condom = male external catheter > A4349
bag on belly, bag on stomach, bag for poop, bag for stool, belly bag = ostomy pouch > A5063 A5061
stoma glue, paste around stoma
    = ostomy skin barrier pectin based paste; ostomy skin barrier non pectin paste
    > A4406 A4405
enema bag, enema, bowel wash = enema > A4458
cut dressing, bandage for wound, cover for wound, wound cover, wound dressing, wound bandage
    = gauze sterile without adhesive border; wound cover
    > A6402 A6209
sticky bandage, waterproof bandage, clear bandage = transparent film > A6257
stretchy bandage, stretch bandage, elastic wrap, elastic wrap for ankle
    = elastic bandage knitted; light compression bandage
    > A6449 A6448
bandage roll, rolled bandage = conforming bandage > A6446
burn mask, face burn mask, burn face mask = compression burn mask face > A6513
needle for insulin, needles for diabetes, syringe for diabetes, insulin shot needle
    = syringe needle sterile 1 cc
    > A4206
insulin pump machine, pump for insulin, pump for diabetes, diabetes pump
    = external ambulatory infusion pump insulin
    > E0784
pain pump, pump for pain, morphine pump
    = implantable programmable infusion pump; ambulatory infusion pump
    > E0783 E0781
dialysis home machine, home dialysis machine, machine cleans blood, blood cleaning machine, blood filter machine
    = hemodialysis machine
    > E1590
ride appointment, ride to clinic, ride to hospital, drive to doctor, drive me to doctor, transport for medicaid,
+ ride for medicaid, taxi dialysis, taxi to doctor, cab to doctor, cab to hospital
    = non emergency transportation taxi; non emergency transportation
    > A0100 T2003
wheelchair ride, ride in wheelchair van, van for wheelchair, wheelchair taxi
    = non emergency transportation wheelchair van
    > A0130
gas money, gas reimbursement, mileage reimbursement, drive own car, reimburse mileage = mile vehicle > A0090
hotel near hospital, place to stay during treatment, stay near hospital = lodging > S9976
food delivered, meals to home, bring meals, meals for elderly, food delivery for elderly, meals home
    = home delivered meals
    > S5170
clean house, house cleaner, clean my house, help cleaning, cleaning house, help around house, housework help,
+ help with chores, help with housework
    = homemaker service; chore services
    > S5130 S5120
watch elderly during day, day center, elder day care, day center for elderly, senior center day
    = day care services adult
    > S5102
break for family, break from caregiving, time off for caregiver, someone to watch so i can rest
    = respite care services; respite care
    > T1005 S5150
dying at home, care for dying, terminal care, comfort care, dying care, end of life = hospice > Q5001 T2042
hospice hospital, hospice inpatient, inpatient hospice, hospice facility = hospice general inpatient care > T2045
hospice home nurse, hospice hourly, continuous hospice, hospice continuous hourly, hospice continuous home hourly,
+ continuous home care hourly
    = hospice continuous home care
    > T2043
talk to therapist, see a therapist, talk to someone depression, therapist visit, depression counseling,
+ talk about feelings, anxiety counseling
    = behavioral health counseling therapy; counseling therapy
    > H0004
group therapy, therapy group, support group = group; group psychotherapy > H0005 S9446
suicide prevention, suicide plan, suicide safety plan, safety planning, suicidal
    = safety planning interventions
    > G0560
psych emergency, mental emergency, mental breakdown help, mental crisis = crisis intervention service > H2011
psych hospital day program, mental hospital during day, day hospital
    = mental health partial hospitalization; partial hospitalization
    > H0035
autism help, autistic child therapy, autism therapist, therapy for autism = therapeutic behavioral services > H2019
disabled camp, camp for disabled, special needs camp, summer camp disabled, therapeutic camp
    = therapeutic camping
    > T2036 T2037
job help disabled, help finding job, help keep job, work support disabled = supported employment > H2023 T2019
school special education, special education services, school therapy, iep
    = school based individualized education program
    > T1018
learn about diabetes, teach diabetes, diabetes teaching = diabetes outpatient self management training > G0108
learn to eat right, diet help, diet plan, food advice, eating plan, eat healthy help
    = medical nutrition therapy; nutritional counseling
    > G0270 S9470
lose weight help, help losing weight, weight loss help, weight help
    = behavioral counseling obesity; weight management classes
    > G0447 S9449
stop drinking help, help stop drinking, drinking help, drinking problem
    = alcohol misuse counseling; alcohol drug
    > G0443 H0004
medicare checkup, medicare yearly, yearly visit medicare, medicare annual visit, medicare wellness exam, yearly exam
    = annual wellness visit
    > G0439 G0438
first medicare visit, new to medicare visit, new medicare checkup = initial preventive physical examination > G0402
check for prostate cancer, prostate check, prostate test = prostate cancer screening > G0102 G0103
check for colon cancer, colon cancer check, camera up butt, scope up butt = colorectal cancer screening > G0121 G0105
check for breast cancer, breast check = mammography; breast cancer screening; digital breast tomosynthesis > G0279
check for cervical cancer, pap exam, womens checkup, lady exam = cervical vaginal cancer screening > G0101
check eyes glaucoma, check for glaucoma = glaucoma screening > G0117
check hearing, hearing check, ears checked, test my hearing = hearing screening; assessment hearing > V5008 V5010
check eyes, eyes checked, eye examination, vision check = routine ophthalmological examination > S0620
sleep test home, test sleep at home, home sleep apnea test, sleep apnea test, home apnea test
    = home sleep study test; home sleep
    > G0399 G0398 G0400
brittle bones infusion, bone infusion, bone infusion yearly, yearly bone infusion = zoledronic acid > J3489
cholesterol shot, shot for cholesterol, cholesterol injection = inclisiran > J1306
eye injection macular, injection in eye macular, eyeball shot, shot in eyeball
    = aflibercept; ranibizumab; faricimab
    > J0178 J2778
gender hormone shot, trans hormone shot, hormone shot trans, transgender hormone
    = testosterone cypionate; estradiol valerate
    > J1071 J1380
wrinkle injection forehead, forehead shots, migraine botox, botox for migraine = onabotulinumtoxina > J0585
knee cartilage shot, knee lubricant shot, shot in knee gel, gel in knee, knee shot arthritis gel
    = hyaluronan derivative intra articular
    > J7325 J7321
knee shot, shot in knee, shoulder shot, shot in shoulder, joint injection, joint shot, steroid in knee
    = triamcinolone acetonide not otherwise specified; methylprednisolone acetate
    > J3301 J1010
ear wax, ear drops after tubes = instillation ciprofloxacin otic > J7342
iv antibiotics home, antibiotics through iv, antibiotic through iv at home, antibiotics at home
    = home infusion therapy antibiotic antiviral antifungal
    > S9494 S9500
hemophiliac clotting, clotting factor, clotting medicine, bleeding disorder shot
    = hemophilia clotting factor; factor viii
    > J7192 J7190
allergic emergency shot, bee sting shot, epi shot, allergy emergency = injection epinephrine > J0165
overdose nose spray, narcan spray, narcan kit, naloxone spray = naloxone > G2215 G1028
tube to keep eye open, dry eye plug, tear duct plug, tear plug, punctal plug = lacrimal duct implant > A4262 A4263
magnifier glasses, see better aid, low vision device, help for low vision = low vision aids > V2600 V2610
lens for cataract, lens after cataract surgery, cataract implant
    = intraocular lens; posterior chamber intraocular lens
    > V2632
hard contacts, rigid contacts, gas permeable contacts = contact lens gas permeable > V2510
hold glasses lens, new frame = frames purchases > V2020
plug to stop leaking pee, stop leaking pee, urine plug, plug for leaking = urethral insert > A4336
wheelchair motor, motor kit wheelchair, motor for manual wheelchair, turn wheelchair electric,
+ electric kit for wheelchair, wheelchair power kit
    = power add on convert manual wheelchair motorized
    > E0983 E0984
oxygen for two, two people oxygen, dual oxygen = oxygen concentrator dual > E1391
stiff fingers, stretch fingers, finger stretcher, stretch stiff fingers, finger stretching device
    = dynamic adjustable finger extension
    > E1825
stiff knee device, stretch knee, knee stretcher, knee extension device = dynamic adjustable knee extension > E1810
stiff elbow device, stretch elbow, elbow stretcher = dynamic adjustable elbow extension > E1800
stiff wrist device, stretch wrist = dynamic adjustable wrist extension > E1805
opioid constipation, constipation from opioids, constipation shot = methylnaltrexone > J2212
parkinson pump, parkinsons pump medicine, parkinson s intestinal medicine, parkinson intestinal gel
    = carbidopa levodopa enteral
    > J7340
sober living, sober house, sober home, halfway house, recovery house = halfway house > H2034
learn to care for dad, learn to care for patient, teach family care, caregiver training, caregiver teaching,
+ train caregiver
    = caregiver training
    > G0541 G0542 G0543
electric stimulator muscles, muscle stimulator, stimulate muscles, electric muscle stimulator
    = neuromuscular stimulator
    > E0745
bath lift, tub lift, lift into bathtub, bathtub lift, lift for bath = patient lift bathroom > E0625
pot for bedside, pot beside bed, toilet by bed, toilet beside bed, portable toilet, bucket toilet
    = commode chair
    > E0163
glasses for kids, kids glasses, child glasses, glasses for child = spectacles; lens single vision; frames > V2020 V2100
fall pendant, medical pendant, alert necklace, help necklace, medical alert necklace, alert bracelet
    = emergency response system
    > S5160 S5161
stop bleeding hemophilia, hemophilia medicine, hemophilia bleeding, hemophilia treatment drug
    = factor viii; hemophilia clotting factor
    > J7192 J7190
transplant pills, transplant rejection pills, rejection pills, pills after transplant, transplant medicine
    = tacrolimus oral; mycophenolate oral; cyclosporine oral
    > J7507 J7517 J7502
heart stress test medicine, heart stress test, stress test shot, stress test medicine
    = regadenoson; adenosine
    > J2785 J0153
white cells shot, shot to make white cells, make white cells, raise white count, boost white cells, white count shot
    = filgrastim; pegfilgrastim
    > J2506 J1442
red cells shot, raise red count, make red cells = epoetin alfa; darbepoetin alfa > J0885 J0881
help for alcoholics, alcoholics help, alcoholic help, help alcoholic
    = alcohol other drug treatment program; alcohol drug
    > H2036 H0015
lamp bulb, uv bulb, psoriasis bulb, light bulb psoriasis, replacement bulb uv
    = replacement bulb lamp ultraviolet
    > A4633
tub chair, chair for tub, chair for bathtub, seat for tub = bath shower chair; tub stool > E0240 E0245
needle and syringe, needle syringe, syringe with needle, shot needle and syringe
    = syringe needle sterile
    > A4206 A4208 A4207
long term job support, job support, keep a job help, ongoing job support
    = ongoing support maintain employment
    > H2025 H2026
grief counseling, bereavement counseling, bereavement, grief = counseling therapy > H0004
clot buster, blood clot buster, dissolve clot, clot dissolver, stroke clot drug
    = alteplase; tenecteplase; reteplase
    > J2997 J3101
muscle relaxer, muscle relaxant, muscle spasm shot = orphenadrine; methocarbamol > J2360 J2800
sugar water, sugar drip, sugar water drip = 5 dextrose water; infusion d5w > J7060 J7070
blood pressure pills, lower blood pressure shot = hydralazine; labetalol > J0360
lung surgery rehab, breathing rehab, breathing class
    = pulmonary rehabilitation; therapeutic procedures respiratory
    > S9473 G0237
heart failure monitor, heart pump, lvad, vad, heart assist device = ventricular assist device > Q0479 Q0480
lvad battery, vad battery, heart pump battery = battery ventricular assist > Q0506 Q0496
lvad supplies, driveline dressing = supply accessory ventricular assist device > Q0507 Q0508
shower cover for lvad = shower cover ventricular assist > Q0501
foot warmers, warm feet = heat wrap > A9273
ultrasound at home = transportation portable > R0075
tooth numbing, novocaine = chloroprocaine; lidocaine > J2401 J2003
xray of spine at home = transportation portable x ray > R0070
voice amplifier, amplifier for voice = voice amplifier > L8510
vein compression, vein pump = pneumatic compressor > E0650
scar gel, silicone sheet scar = gel sheet > A6025
knee pad, elbow pad, elbow protector = heel elbow protector > E0191
face shield, goggles = safety equipment > E0700
skin cancer light, photodynamic cream, photodynamic = aminolevulinic acid > J7308 J7345
port flush, flush port = heparin lock flush > J1642
drain bag, drainage bag = drainage bag > A4357 A4358
nicotine = nicotine > S4991 S4990
parking money, parking, tolls, parking and tolls, parking fee, parking reimbursement, toll money
    = parking fees tolls
    > A0170
color contacts, colored contacts, cosmetic contacts = contact lens > V2520 V2500
mouth sore gel, gel for mouth sores, mouth sores, mouth ulcer gel, mouth coating = oral mucoadhesive > A9156
breathing tube, tube for breathing = tracheostomy laryngectomy tube > A7520 A7521
hospital table, bed tray, tray for bed, table for bed, table over bed, tray table = over bed table; bed board > E0274
cancer shot, shot for cancer, cancer injection, chemo shot
    = antineoplastic drugs not otherwise; chemotherapy administration
    > J9999 Q0083
allergy medicine shot, allergy shot, shot for allergies, allergy injection
    = diphenhydramine; epinephrine; omalizumab
    > J1200 J0165 J2357
therapy for addiction, addiction therapy, addiction counseling, addiction help, counseling for addiction
    = alcohol drug services; alcohol other drug treatment; alcohol drug
    > H0004 H2035 H0015
liquid nutrition, liquid diet, liquid meal, nutrition liquid
    = enteral formula nutritionally complete intact nutrients
    > B4150
seat belt, seatbelt, safety belt, belt to hold in chair = positioning belt safety belt > E0978
physical, physical exam, checkup physical, full physical
    = annual wellness visit; initial preventive physical examination; physical exam
    > G0438 G0402
ankle wrap, wrap for ankle, wrist wrap, knee wrap, wrap for knee
    = elastic bandage knitted; light compression bandage
    > A6449 A6448
knee injection, injection in knee, injection for knee
    = triamcinolone acetonide not otherwise specified; hyaluronan derivative
    > J3301 J7325
iron drip, drip iron, drip for iron, iron through iv = iron sucrose; ferric carboxymaltose > J1756 J1439
vitamin shot, vitamin injection = vitamin b 12 cyanocobalamin; vitamin k > J3420
pain relief patch, numbing patch, pain patch = capsaicin 8 patch > J7336
nose spray depression, ketamine spray, depression nasal spray = esketamine nasal spray > S0013
period shot, shot to stop period = medroxyprogesterone > J1050
shot for nausea, nausea drip, vomiting medicine, throwing up shot = injection ondansetron > J2405
shot for headache, headache shot, migraine medicine shot
    = eptinezumab; dihydroergotamine; ketorolac
    > J3032 J1110 J1885
shot for infection, infection shot, infection drip = ceftriaxone; vancomycin > J0696
ear infection shot, strep shot, sore throat shot = penicillin g benzathine; ceftriaxone > J0561 J0696
asthma inhaler solution, asthma neb medicine, breathing treatment medicine, nebulizer medicine
    = albuterol inhalation solution fda approved
    > J7613
lung medicine nebulizer, copd nebulizer medicine
    = ipratropium bromide inhalation solution fda approved; revefenacin; albuterol ipratropium
    > J7620 J7644
cystic fibrosis nebulizer, cf medicine = dornase; tobramycin inhalation solution fda approved > J7639 J7682
blood clot shot, shot for blood clots, clot shot = enoxaparin; heparin sodium > J1650 J1644
tetanus shot, lockjaw shot = tetanus immune globulin > J1670
rabbit fever, tularemia shot = streptomycin > J3000
vd shot, syphilis shot, gonorrhea shot = penicillin g benzathine; ceftriaxone > J0561 J0696
fluid pill iv, fluid removal shot = furosemide > J1938
heart failure iv, heart failure drip = milrinone; dobutamine > J2260 J1250
heart rhythm shot, afib shot = amiodarone; adenosine; ibutilide > J0282 J0153
anesthesia drug, put to sleep drug = propofol > J2704
itching shot, itch shot = hydroxyzine; diphenhydramine > J1200 J3410
gout drip = pegloticase > J2507
lung cancer infusion, lung cancer drug = pembrolizumab; pemetrexed; nivolumab > J9271 J9305 J9299
breast cancer infusion, breast cancer drug, breast cancer shot
    = trastuzumab; pertuzumab; fulvestrant
    > J9355 J9306 J9395
colon cancer drug, colon cancer infusion = oxaliplatin; bevacizumab; cetuximab > J9263 J9035 J9055
prostate cancer drug = leuprolide acetate; degarelix > J9217 J9155
skin cancer drug, melanoma drug, melanoma infusion = pembrolizumab; nivolumab; ipilimumab > J9271 J9228 J9299
blood cancer drug, leukemia infusion = rituximab; azacitidine > J9312 J9025
"""
