"""What people say for equipment, with the usual codes."""

ROWS = """
crutches, crutch = crutches underarm; crutch > E0114 E0112 E0110 E0116
underarm crutches, crutches underarm, armpit crutches, axillary crutches = crutches underarm > E0114 E0112
commode, commodes, bedside toilet = commode chair; commode > E0163 E0165 E0168
cane, canes = cane > E0100 E0105
walker, walkers = walker > E0130 E0135 E0143 E0141
wheelchair = wheelchair > K0001 K0003 K0004 E1161
power wheelchair, power wheelchairs, pwc, power mobility device
    = power wheelchair group standard; power wheelchair
    > K0823 K0822 K0821
group 2 power wheelchair, power wheelchair group 2, group 2 pwc
    = power wheelchair group 2 standard; power wheelchair group 2
    > K0823 K0822 K0824 K0825
group 3 power wheelchair, power wheelchair group 3, group 3 pwc
    = power wheelchair group 3 standard; power wheelchair group 3
    > K0848 K0849 K0861
pcwhl, pwr whlchr, pwr wc, power wc = power wheelchair > K0823
wc, w c = wheelchair > K0001
high strength lightweight wheelchair, hs lightweight wheelchair = high strength lightweight wheelchair > K0004
ultralight wheelchair, ultra lightweight wheelchair, ultralightweight wheelchair, custom manual wheelchair
    = ultralightweight wheelchair
    > K0005
tilt in space wheelchair, tilt wheelchair, tilt in space
    = manual adult size wheelchair tilt in space; tilt in space
    > E1161
reclining wheelchair, recliner wheelchair = fully reclining wheelchair; reclining > E1060 E1225
pediatric wheelchair, child wheelchair, kids wheelchair, wheelchair for child = wheelchair pediatric size > E1236 E1231
one arm drive wheelchair, hemi wheelchair, hemi height wheelchair
    = hemi wheelchair; one arm drive attachment
    > K0002 E1085
anti tippers, anti tipper, antitippers, anti tip bars, anti tipping device = anti tipping device > E0971
brake extension, wheel lock extension, brake handle extension = extension wheel lock; brake extension > E0961
elevating leg rests, elevating legrests, elr, elevating leg rest
    = elevating leg rests; elevating leg rest
    > K0195 E0990
joystick, wheelchair joystick, power wheelchair joystick, power chair joystick = joystick > E2373 E2312 E2321
wheelchair gloves, push rims, hand rims, handrims, hand rim = hand rim; handrims > E0967
wheelchair back, wheelchair back cushion, back cushion
    = general use wheelchair back cushion; back cushion
    > E2611 E2613
wheelchair cushion, seat cushion wheelchair, roho cushion, roho, jay cushion, gel cushion, foam cushion,
+ pressure cushion, anti decubitus cushion
    = wheelchair seat cushion; seat cushion
    > E2601 E2622 E2603
skin protection cushion, skin protection wheelchair cushion, pressure relief cushion
    = skin protection wheelchair seat cushion
    > E2603 E2622
positioning cushion = positioning wheelchair seat cushion > E2605
custom wheelchair cushion = custom fabricated wheelchair seat cushion > E2609
transfer board, sliding board, slide board = transfer board > E0705
gait belt, transfer belt, walking belt = belt strap sleeve garment; safety > A4467 E0700
patient lift, lift for patient, hydraulic lift, hoyer lift, hoyer, ceiling lift
    = patient lift hydraulic; patient lift
    > E0630 E0635 E0640
lift sling, hoyer sling, patient lift sling, sling for lift = sling seat patient lift > E0621
lift chair, lift recliner, recliner lift chair, lift chair recliner, stand up chair = seat lift mechanism > E0627 E0629
standing frame, stander, standing table = standing frame > E0638 E0641 E0642
gait trainer, pediatric gait trainer = gait trainer > E8000 E8001
bath chair, bath seat, shower chair, shower seat, tub seat, shower stool, bath bench, bathtub chair, bathtub stool,
+ bathtub bench, bench bathtub
    = bath shower chair
    > E0240
tub transfer bench, transfer bench, transfer tub bench = transfer bench tub > E0247 E0248
tub rail, bath tub rail, bathtub rail, tub bar, tub grab bar
    = bath tub wall rail; bath tub rail floor base; tub rail
    > E0241 E0242 E0246
grab bar, grab bars, safety rail bathroom, shower bar, shower grab bar, bathroom bars
    = bath tub wall rail; toilet rail; rail
    > E0241 E0243
toilet rails, toilet safety frame, toilet frame, toilet bars = toilet rail > E0243
raised toilet seat, toilet riser, toilet seat riser, elevated toilet seat, high toilet seat
    = raised toilet seat
    > E0244
drop arm commode, detachable arm commode, dropped arm commode = commode chair detachable arms; commode chair > E0165
bariatric commode, heavy duty commode, wide commode = commode chair extra wide heavy duty > E0168
shower commode chair, rolling commode, wheeled commode, commode with wheels
    = commode chair mobile; commode stationary mobile
    > E0163 E0165
commode lift, lift toilet seat = commode chair integrated seat lift mechanism; seat lift > E0170 E0171
trapeze, trapeze bar, bed trapeze, overhead trapeze = trapeze bars; trapeze bar > E0910 E0940
bed table, overbed table, over bed table, hospital bed table = over bed table; bed board > E0274
bed cradle, blanket cradle, foot cradle = bed cradle > E0280
hospital bed, hospital beds, medical bed, adjustable bed, hospital bed for home
    = hospital bed semi electric; hospital bed
    > E0260 E0250 E0255 E0265
semi electric bed, semi electric hospital bed, semielectric bed = hospital bed semi electric > E0260 E0261
full electric bed, fully electric hospital bed, total electric bed, full electric hospital bed
    = hospital bed total electric
    > E0265 E0296
manual hospital bed, crank bed, fixed height hospital bed = hospital bed fixed height; hospital bed > E0250 E0290
bariatric hospital bed, heavy duty hospital bed, bariatric bed = hospital bed heavy duty extra wide > E0301 E0303
pediatric crib, hospital crib, safety bed, enclosed bed = pediatric crib hospital grade; bed safety > E0300
mattress, hospital bed mattress, bed mattress = mattress > E0271 E0272
low air loss, low air loss mattress, lal mattress, air loss mattress, alternating pressure mattress, air mattress,
+ air mattress for bed sores, pressure mattress, group 2 support surface, apm mattress
    = powered pressure reducing air mattress; air pressure mattress; mattress
    > E0277
group 1 support surface, pressure pad, overlay, mattress overlay
    = pressure pad mattress; pressure mattress; overlay
    > E0181 E0185 E0199
gel overlay, gel mattress, gel mattress overlay, gel overlay mattress, gel pad for bed
    = gel pressure pad mattress; gel pressure mattress
    > E0185 E0196
alternating pressure pad, app, app pump, alternating pressure pump
    = pressure pad alternating pump; alternating pressure pad
    > E0181 E0182
egg crate, egg crate mattress, eggcrate, foam pad for bed, foam overlay, foam mattress
    = dry pressure pad mattress; dry pressure mattress; foam pressure
    > E0199 E0184
sheepskin, sheep skin, lambswool pad, lambs wool = sheepskin pad; lambswool > E0188 E0189
air fluidized bed, clinitron bed, clinitron, sand bed = air fluidized bed > E0194
heel protectors, heel boots, heel protector, heel cup, prevalon boot = heel elbow protector > E0191
fracture pan, fracture bedpan = bed pan fracture > E0276
urinal, pee bottle, urine bottle = urinal > E0325 E0326
suction machine, suction pump, portable suction, aspirator, phlegm machine
    = respiratory suction pump home model
    > E0600
suction canister, suction jar, suction tubing, canister = canister; tubing suction > A7000 A7001 A7002
nebulizer, nebuliser, neb machine, nebulizer machine, neb, asthma machine, breathing machine for asthma
    = nebulizer compressor; nebulizer
    > E0570 E0575 A7003
nebulizer kit, neb kit, nebulizer supplies, nebulizer cup
    = small volume nonfiltered nebulizer administration set; nebulizer administration set
    > A7003 A7005
neb mask, nebulizer mask, aerosol mask = aerosol mask > A7015
percussion vest, chest vest, the vest, vest therapy, chest shaker, smart vest, cystic fibrosis vest,
+ airway clearance vest
    = high frequency chest wall oscillation; chest wall oscillation
    > E0483
cough assist, cough machine, cough assist machine, coughalator, mie device = cough stimulating device; cough > E0482
flutter valve, acapella, aerobika, pep device = positive expiratory pressure; flutter > E0484 S8185
chest percussor, percussor = percussor > E0480
incentive spirometer, spirometer, breathing exerciser = spirometer > A9284
peak flow meter, peak flow = peak expiratory flow rate meter; peak > A4614 S8096
oxygen, o2, home oxygen, oxygen at home, oxygen therapy
    = oxygen concentrator; oxygen system; oxygen
    > E1390 E0431 E0424
oxygen concentrator, o2 concentrator, concentrator, oxygen machine, o2 machine, air machine
    = oxygen concentrator
    > E1390 E1391 E1392
portable oxygen, oxygen tank, oxygen tanks, portable oxygen tank, oxygen bottle, o2 tank, oxygen cylinder, e tank,
+ portable tank
    = portable gaseous oxygen system; portable oxygen
    > E0431 E0430 E0443
poc, inogen, portable concentrator = portable oxygen concentrator > E1392
stationary oxygen, stationary oxygen system = stationary oxygen system > E0424 E0439
liquid oxygen, liquid o2, lox, liquid oxygen tank, portable liquid oxygen
    = liquid oxygen system; liquid oxygen
    > E0439 E0434
homefill, home fill, oxygen transfill = home compressor fill oxygen; compressor portable oxygen cylinders > K0738
nasal cannula, cannula, oxygen tubing, nose tubes, oxygen hose = cannula nasal; oxygen tubing > A4615 A4616
venturi mask, non rebreather, simple mask, oxygen mask = variable concentration mask > A4620
pulse ox, pulse oximeter, oximeter, o2 sat monitor, finger oxygen monitor = oximeter device > E0445
cpap, cpap machine, c pap, apap, auto cpap, autopap, sleep apnea machine, sleep machine, pap machine
    = continuous positive airway pressure device
    > E0601
bipap, bi pap, bilevel, bpap, bipap machine, rad without backup = respiratory assist device bi level > E0470 E0471
bipap st, bipap s t, bipap with backup rate, avaps, asv, rad with backup
    = respiratory assist device bi level backup rate
    > E0471
full face mask, cpap full face mask, full face cpap mask = full face mask positive airway > A7030
nasal mask, cpap mask, cpap nasal mask, mask for cpap, sleep apnea mask
    = nasal interface mask positive airway; mask positive airway
    > A7034 A7030
nasal pillows, nasal pillow, cpap pillows, pillow cushions = pillow nasal cannula; nasal pillow > A7033
cpap headgear, headgear, mask straps = headgear positive airway > A7035
chin strap, chinstrap, cpap chin strap = chinstrap positive airway > A7036
cpap tubing, cpap hose, pap tubing, cpap tube = tubing positive airway pressure > A7037 A4604
heated tubing, cpap heated tubing, heated hose = tubing integrated heating element positive airway > A4604
cpap filter, cpap filters, disposable filter cpap = filter disposable positive airway > A7038 A7039
cpap water chamber, water chamber, humidifier chamber, cpap reservoir
    = water chamber humidifier positive airway
    > A7046
cpap humidifier, heated humidifier = humidifier heated positive airway; humidifier positive airway > E0562 E0561
cpap supplies, pap supplies = positive airway pressure > A7030 A7034 A7037
sleep apnea mouth guard, sleep apnea mouthpiece, oral appliance, mandibular advancement device, snore guard,
+ dental device sleep apnea
    = oral device appliance airway collapsibility; oral device
    > E0486
ventilator, home ventilator, vent, trilogy, trilogy vent, breathing machine ventilator
    = home ventilator
    > E0465 E0466 E0467
ambu bag, resuscitation bag, ambu, bag valve mask, manual resuscitator = resuscitation bag > S8999
apnea monitor, baby monitor, sids monitor, infant apnea monitor = apnea monitor > E0619 E0618
bili light, bili lights, bili blanket, jaundice light, bilirubin light, phototherapy bilirubin
    = phototherapy bilirubin light
    > E0202
light box, light therapy box, sad lamp, light therapy = ultraviolet light therapy; therapeutic lightbox > E0203 E0691
heating pad, heat pad, electric heating pad = electric heat pad > E0210 E0215
ice machine, ice pack machine, cold therapy unit, cryotherapy, polar care, cold therapy machine,
+ water circulating cold pad
    = circulating cold pad pump
    > E0218
ice pack, cold pack, ice bag, hot cold pack, hot water bottle = hot fluid bottle ice cap > A9273
paraffin bath, wax bath = paraffin bath > E0235
sitz bath = sitz bath > E0160 E0161
whirlpool, hot tub, jacuzzi = whirlpool > E1310 E1300
traction, cervical traction, neck traction, home traction, over door traction
    = traction cervical; traction
    > E0860 E0849 E0855
lumbar traction, pelvic traction, back traction = traction pelvic; traction > E0890 E0900
tens, tens unit, tens machine, nerve stimulator for pain
    = transcutaneous electrical nerve stimulation tens
    > E0730 E0720
tens electrodes, tens leads, tens supplies, tens unit supplies
    = electrical stimulator supplies; electrodes lead wires
    > A4595
electrodes, electrode pads = electrodes > A4556
lead wires = lead wires > A4557
muscle stimulator, nmes, ems unit, e stim = neuromuscular stimulator > E0745
bone growth stimulator, bone stimulator, bone stim, exogen
    = osteogenesis stimulator electrical; osteogenesis stimulator
    > E0747 E0748 E0760
cpm, cpm machine, knee cpm, continuous passive motion = continuous passive motion exercise device > E0935 E0936
dynasplint, dynamic splint, dynamic splint knee = dynamic adjustable extension flexion device > E1810 E1800
lymphedema pump, compression pump, pneumatic compression, pneumatic compression device, sequential compression,
+ leg pump
    = pneumatic compressor
    > E0651 E0650 E0652
insulin pump, external insulin pump, omnipod, tandem pump, minimed = external ambulatory infusion pump insulin > E0784
infusion pump, ambulatory infusion pump, iv pump, cadd pump
    = ambulatory infusion pump; infusion pump
    > E0781 E0779 E0791
implantable infusion pump, pain pump, baclofen pump, intrathecal pump
    = implantable programmable infusion pump; infusion pump implantable
    > E0783 E0782
iv pole, iv stand, pole = iv pole > E0776
feeding pump, enteral pump, tube feeding pump, kangaroo pump, feeding tube pump
    = enteral nutrition infusion pump
    > B9002
tpn pump, parenteral pump = parenteral nutrition infusion pump > B9004
breast pump, milk pump = breast pump > E0603 E0602 E0604
electric breast pump, double electric breast pump, breast pump electric, spectra, medela = breast pump electric > E0603
manual breast pump, hand breast pump = breast pump manual > E0602
hospital grade breast pump, rental breast pump = breast pump hospital grade > E0604
wound vac, vac, vac pump, negative pressure wound therapy, npwt, kci vac, vacuum wound, wound vacuum
    = negative pressure wound therapy
    > E2402 A6550
wound vac supplies, vac dressing, npwt dressing = wound care set negative pressure > A6550
wound vac canister, npwt canister = canister negative pressure wound; canister > A7000
glucose meter, blood sugar meter, sugar meter, glucometer, blood sugar machine, diabetes meter, glucose machine,
+ blood glucose monitor, blood glucose meter
    = home blood glucose monitor
    > E0607
talking glucometer, voice glucose meter, glucometer for blind = blood glucose monitor voice synthesizer > E2100
cgm, dexcom, freestyle libre, libre, continuous glucose monitor, guardian sensor, glucose sensor receiver,
+ sugar sensor
    = continuous glucose monitor receiver; continuous glucose monitor
    > E2103 E2102 A4239
cgm supplies, dexcom sensor, libre sensor, cgm sensors, cgm sensor
    = supply allowance continuous glucose monitor; sensor continuous glucose
    > A4239 A4238 A9276
blood pressure monitor, bp monitor, bp machine, blood pressure machine, automatic blood pressure monitor
    = automatic blood pressure monitor; blood pressure
    > A4670
blood pressure cuff, bp cuff, sphygmomanometer = blood pressure cuff; sphygmomanometer > A4663 A4660
defibrillator, aed, automatic external defibrillator
    = defibrillator automatic external; external defibrillator
    > E0617 K0606
lifevest, life vest, wearable defibrillator, zoll vest = automatic external defibrillator garment type > K0606
event monitor, holter, loop recorder, heart recorder = cardiac event recorder implantable > E0616 C1764
communication device, speech device, sgd, aac device, talker, talking device, speech generating device
    = speech generating device
    > E2510 E2500
electrolarynx, artificial larynx, voice box, throat vibrator = artificial larynx > L8500
reacher, grabber, reaching aid, reach extender = reaching grabbing device > A9281
posey vest, restraint, restraints, body restraint = restraints; safety equipment > E0710 E0700
helmet, protective helmet, seizure helmet = helmet protective > A8000 A8001
cranial helmet, baby helmet, flat head helmet, plagiocephaly helmet, doc band = cranial remolding orthosis > S1040
scooter, pov, mobility scooter = power operated vehicle > K0800 E1230 K0801
car seat, special needs car seat = safety seat transport; positioning seat > T5001
stair lift, home elevator, home modification, ramp, wheelchair ramp, wheel chair ramp, grab bar installation
    = home modifications
    > S5165
van lift, vehicle modification, wheelchair van lift = vehicle modifications > T2039
personal emergency response, pers, medical alert, life alert, emergency button, fall button, help button
    = emergency response system
    > S5161 S5160
hemodialysis machine, dialysis machine, kidney machine = hemodialysis machine > E1590
peritoneal dialysis machine, cycler, pd cycler = cycler dialysis machine peritoneal > E1594
"""
