"""What patients, carers, suppliers and clinicians ask for in whole sentences and in short hand."""

ROWS = """
# getting up, moving, bathing
get up from chair, getting up from chair, get out of chair, stand up from chair, rise from chair, up from couch,
+ chair that lifts you, chair that helps stand, get up off chair
    = seat lift mechanism
    > E0627 E0629
get out of bed, getting out of bed, get up from bed, lift patient out of bed, move patient from bed, move mom from bed
    = patient lift; trapeze bar
    > E0630 E0910
fall out of bed, falling out of bed, falls out of bed, keep from falling out of bed, rolls out of bed
    = bed side rails; side rails
    > E0305 E0310
grab bar bath, grab bar shower, bars for bathroom, bathroom bars, hold on in tub, rail for bathtub
    = tub rail; bath tub wall rail
    > E0241 E0242
sit in shower, sit in tub, sit while bathing, seat for bathtub, stool for shower, shower bench
    = bath shower chair; tub stool bench
    > E0240 E0245
slide into tub, get into tub, getting in bathtub, over edge of tub
    = transfer bench tub; transfer bench
    > E0247 E0248
toilet too low, higher toilet, make toilet higher, tall toilet seat, toilet riser
    = raised toilet seat
    > E0244
toilet next to bed, toilet beside bed, potty by bed, bsc, bedside toilet = commode chair > E0163 E0165
bsc drop arm, drop arm bsc, bsc detachable arms = commode chair detachable arms > E0165
bariatric bsc, heavy duty bsc, bsc hd = commode chair extra wide heavy duty > E0168
bed for heavy person, bed for someone heavy, bed heavy patient, bariatric bed, bed 400 pounds, bed obese patient
    = hospital bed heavy duty extra wide; hospital bed extra heavy duty
    > E0303 E0301 E0304 E0302
water bed, waterbed = water pressure mattress > E0187
lightweight manual wheelchair, manual lightweight wheelchair, light wheelchair, wheelchair easy to lift
    = lightweight wheelchair
    > K0003 K0004
reclining back, recline back, back that reclines
    = wheelchair accessory manual fully reclining back; wheelchair accessory manual semi reclining back
    > E1226 E1225
hold wheelchair tray, table for wheelchair, lap tray, laptray = wheelchair accessory tray > E0950
cushion for wheelchair, seat cushion so does not get sores, cushion for sitting all day
    = skin protection wheelchair seat cushion; wheelchair seat cushion
    > E2603 E2601
rollator seat, rollator brakes seat, walker i can sit on, walker to sit on
    = walker folding wheeled; walker wheeled seat
    > E0143 E0144
stop tripping walker, hold on to walk, help walking, steady when walking
    = walker; cane
    > E0130 E0100
pov scooter, power scooter, electric scooter, mobility cart = power operated vehicle > K0800 K0801
# breathing and sleep
snore stop breathing, stop breathing sleep, stops breathing at night, stop breathing at night, quit breathing in sleep,
+ choking in sleep, sleep apnea treatment
    = continuous positive airway pressure device; cpap
    > E0601
breathe at night, breathing at night, helps me breathe sleeping, machine helps breathe night, machine breathe night,
+ breathe while sleeping, air while sleep
    = continuous positive airway pressure device; cpap
    > E0601
clearing mucus, clear mucus lungs, clear mucus, get mucus out, mucus out of lungs, loosen mucus, clear secretions
    = high frequency chest wall oscillation; oscillatory positive expiratory pressure; cough stimulating device
    > E0483 E0484 E0482
short of breath oxygen, oxygen for walking, oxygen to carry, small oxygen tank, oxygen on the go, oxygen for trip
    = portable oxygen concentrator; portable gaseous oxygen system
    > E1392 E0431
check oxygen level, oxygen level finger, finger oxygen reader, oxygen finger clip, pulse ox machine
    = oximeter device
    > E0445
mask for cpap, cpap face mask, cpap mask nose, nose mask cpap
    = nasal interface mask positive airway pressure; full face mask positive airway pressure
    > A7034 A7030
aed, aed for home, home aed, home defibrillator, defibrillator at home
    = automatic external defibrillator; defibrillator
    > E0617 K0606
# incontinence, ostomy, catheters
diapers grown ups, grown up diapers, diapers for grown ups, underwear for leaks, grown up diaper, diapers for old people
    = adult sized disposable incontinence product brief diaper
    > T4522 T4523 T4521 T4524
condom cath, condom caths, texas cath, male external cath = male external catheter > A4349
bag colostomy, bag stoma, colostomy bags, stoma pouch, bag on stomach for poop
    = ostomy pouch drainable; ostomy pouch
    > A5063 A5061 A5051 A5052 A4424 A4416
catheterize myself, cath myself, self cath, self catheterization, in and out cath, straight cath kit
    = intermittent urinary catheter
    > A4351 A4352 A4353
skin around stoma, protect skin around stoma, stoma powder, stoma skin
    = ostomy skin barrier powder; ostomy skin barrier
    > A4371 A4369
bed sore cream, bedsore cream, cream for bed sores, barrier cream, diaper rash cream
    = skin sealants protectants moisturizers ointments
    > A6250
# wounds
keeps burn moist, burn bandage, bandage for burn, burn dressing, dressing for burn
    = hydrogel dressing; gauze impregnated hydrogel
    > A6242 A6231
foam dsg, foam dressing 4x4, foam 4x4, foam dsg 4x4 = foam dressing wound cover 16 sq in; foam dressing > A6209
dsg, dsgs = dressing > A6209
sterile 4x4 gauze, 4x4 gauze sterile, sterile gauze 4x4 = gauze non impregnated sterile 16 sq in > A6402
alginate rope, calcium alginate rope, rope alginate, wound packing alginate
    = alginate dressing wound filler
    > A6199
wound packing, packing strips, packing for wound, pack wound
    = gauze impregnated packing strips; packing strips
    > A6407
# limbs and braces
finger prosthesis, fake finger, prosthetic finger, artificial finger, partial hand prosthesis
    = partial hand; prosthetic finger
    > L6010 L6000 L6020
sach foot, basic prosthetic foot = lower extremity prostheses foot external keel sach foot > L5970
bk, bka, below the knee = below knee > L5301
ak, aka, above the knee = above knee > L5321
bk socket insert, bk gel liner, gel liner, socket insert gel, prosthetic liner silicone, silicone liner
    = socket insert suction suspension below knee; below knee above knee custom fabricated socket insert silicone gel
    > L5673 L5679
mastectomy form silicone, silicone breast form, silicone breast prosthesis, silicone form
    = breast prosthesis silicone
    > L8030 L8031
soft cervical collar, cervical collar soft, foam neck collar, foam collar, soft neck brace
    = cervical flexible non adjustable foam collar; cervical flexible
    > L0120
bone growth stimulator spine, spinal bone growth stimulator, spine bone stimulator, spinal fusion stimulator
    = osteogenesis stimulator non invasive spinal
    > E0748
carpal tunnel brace, carpal tunnel, brace carpal tunnel, wrist brace night, typing wrist brace
    = wrist hand orthosis wrist extension control cock up
    > L3908
# drugs
hyrimoz = adalimumab adaz; adalimumab > J0139
aclasta = zoledronic acid > J3489
emend iv, emend for injection, cinvanti emend = fosaprepitant; aprepitant injection > J1453 J0185
ivig gammagard, gammagard ivig, gammagard iv = immune globulin gammagard > J1569
monoclonal covid, covid monoclonal, covid antibody, covid antibodies, covid prevention infusion, pemgarda
    = pemivibart
    > Q0224 M0224
pet scan fdg, fdg pet scan, pet fdg = fluorodeoxyglucose f 18 fdg > A9552
infusion chemo port needle, chemo port needle, port needle, huber needle, needle for port, port access needle
    = non coring needle
    > A4212
# services and coverage
give medicine home, nurse give medicine, nurse for medicine at home, nurse to give shots at home, nurse iv at home
    = direct skilled nursing services; nursing care in the home registered nurse
    > G0299 S9123
private duty lpn, lpn private duty, private duty nursing lpn, lpn at home, lpn home
    = nursing care in the home licensed practical nurse; private duty independent nursing licensed
    > S9124 T1000
hha pt, hh pt, home health pt, pt home visit, home pt visit, hha pt visit, pt at home
    = services performed qualified physical therapist home health
    > G0151 G0159
hha ot, hh ot, home health ot, ot home visit, ot at home
    = services performed qualified occupational therapist home health
    > G0152 G0160
hh rn, hha rn, hha nurse, home health rn = direct skilled nursing services registered nurse home health > G0299
hha msw, home health social worker = services clinical social worker home health > G0155
amb mileage, amb miles, ambulance mileage, ambulance miles, ground amb mileage, per mile ambulance
    = ground mileage
    > A0425
als mileage = als mileage; ground mileage > A0425 A0390
ambulance ride, ride in ambulance, ambulance ride hospital, ambulance bill, ambulance to hospital, took ambulance
    = ambulance service basic life support; ambulance service advanced life support
    > A0429 A0428 A0427
pulm rehab, pulmonary rehab program, pulm rehabilitation, rehab for copd
    = pulmonary rehabilitation; therapeutic procedures respiratory
    > S9473 G0238 G0237
second referral mnt, mnt second referral, mnt 2nd referral, mnt reassessment
    = medical nutrition therapy reassessment subsequent second referral
    > G0270 G0271
quit smoking, quitting smoking, stop smoking, help quitting smoking, give up smoking, smoking help
    = smoking cessation; nicotine patches
    > S9453 G9016 S4995 S4991
bathe mom, bathe my mother, mom bathe, bathe dad, wash mom, help mom, help mom bathe, bathing dad
    = personal care services
    > T1019 T1020
# eyes and ears
glasses after cataract, glasses cataract surgery, eyeglasses after cataract, glasses cataract
    = frames purchases; sphere single vision
    > V2020 V2100
hear tv, hear the tv, hear television, tv too loud, tv listening device, tv ears, listen to tv
    = assistive listening device television amplifier
    > V5270
hear on phone, hear telephone, phone too quiet, amplified phone, loud phone
    = assistive listening device telephone amplifier
    > V5268
trach tube cuffed, cuffed trach, cuffed trach tube, trach cuffed = tracheostomy laryngectomy tube cuffed > A7521
# more of the same
nasal cannula, o2 nasal cannula, nose cannula, oxygen nose tube, o2 cannula, nose hose oxygen = cannula nasal > A4615
stump shrinker, shrinker for stump, residual limb shrinker, prosthetic shrinker = prosthetic shrinker > L8440 L8460
iol premium, premium iol, premium lens implant, multifocal iol, toric iol
    = presbyopia correcting function intraocular lens; astigmatism correcting function intraocular lens
    > V2788 V2787
hd catheter, hemodialysis catheter, permcath, perm cath, dialysis catheter, tunneled dialysis catheter
    = catheter hemodialysis peritoneal
    > C1750 C1752
pd drain bag, dialysis drain bag, peritoneal dialysis drain bag = drain bag bottle for dialysis > A4911
custom kafo, kafo, kafo custom = knee ankle foot orthosis > L2036 L2000 L2020
tube breathing machine, hose breathing machine, tubing breathing machine, cpap hose, cpap tube, hose cpap
    = tubing used with positive airway pressure device
    > A7037 A4604
sit in bathtub, sit on in bathtub, sit on in tub, bathtub seat, bath tub seat
    = bath shower chair; tub stool bench
    > E0240 E0245
wheelchair goes by itself, motorized wheelchair, wheelchair with motor, electric wheelchair
    = power wheelchair
    > K0823 K0822
leg ulcer dressing, dressing leg ulcer, dressing ulcer, venous ulcer dressing, leg ulcer bandage, leg ulcer wrap
    = hydrocolloid dressing wound cover; foam dressing wound cover; zinc paste impregnated bandage
    > A6234 A6209 A6456
sprained ankle wrap, bandage sprained ankle, bandage ankle, ankle wrap, ace wrap ankle, sprain wrap, ace bandage
    = light compression bandage elastic; compression bandage
    > A6449 A6448
sprained ankle, ankle sprain brace, ankle brace sprain, twisted ankle brace
    = ankle orthosis; ankle control orthosis
    > L1902 L1906
bags tube feeding, tube feeding bags, feeding bags, feeding bag, bag for feeding pump, feeding pump bags
    = enteral feeding supply kit pump fed; enteral feeding supply kit
    > B4035 B4036 B4034
needle test sugar, needles for sugar test, poke finger, prick finger, finger stick needles, finger pricker
    = lancets; spring powered device for lancet
    > A4259 A4258
checkup new medicare, new medicare checkup, first medicare checkup, new to medicare, checkup new medicare patient
    = initial preventive physical examination; annual wellness visit
    > G0402 G0438
transport dialysis, ride to dialysis, ride dialysis, transport to appointment, ride to appointment, ride to treatment
    = non emergency transportation; ambulance service basic life support non emergency
    > A0428 A0130 A0100
adv care planning, advance care planning, end of life planning, living will talk, advance directive talk
    = counseling and discussion regarding advance directives
    > S0257
hcv ab, hcv ab screen, hcv antibody, hcv screen, hep c antibody, hcv antibody screen
    = hepatitis c antibody screening
    > G0472
behavioral health integration, bhi, collaborative care, cocm, bhi monthly
    = care management services behavioral health; psychiatric collaborative care management
    > G0323 G2214
ems no transport, ambulance no transport, treat no transport, treated not transported, refused transport ambulance
    = ambulance response and treatment no transport
    > A0998
eye exam, eye exam routine, routine eye exam, ophthalmic exam, eye checkup, vision exam, ophthalmic exam routine
    = routine ophthalmological examination
    > S0620 S0621
pneumococcal vaccine, pneumo vaccine, pneumonia vaccine, prevnar, pneumovax
    = administration pneumococcal vaccine
    > G0009
wheelchair battery, wheelchair batteries, battery for wheelchair, power chair battery, scooter battery
    = power wheelchair accessory battery sealed lead acid; power wheelchair accessory battery
    > E2365 E2363 E2361
cut toenails, trim toenails, toenail trimming, toe nails cut, foot care nails = trimming nails > G0127
change bandage at home, change my bandage, nurse change bandage, nurse change dressing, wound care nurse home
    = direct skilled nursing services; wound care in the home
    > G0299
lift for car, carry wheelchair car, stairs cannot climb, stair chair
    = home modifications
    > S5165
hearing test child, hearing test baby, hearing test kid, hearing screening child = hearing screening > V5008
weak bladder, bladder control pads, bladder leak pads, leaking bladder = disposable liner shield guard pad > T4535
numb hands brace, night splint foot, heel pain night splint, plantar fasciitis splint, plantar fasciitis boot
    = plantar fasciitis; ankle foot orthosis static dynamic
    > L4396 L4397
bunion splint, big toe splint, bunion brace = hallus valgus night dynamic splint > L3100
bed alarm, wander alarm, fall alarm = monitoring feature device > A9280
blood pressure machine, blood pressure cuff, bp cuff, bp monitor, bp machine, check blood pressure at home
    = automatic blood pressure monitor; blood pressure cuff
    > A4670 A4663
milk pump, breastpump, pump milk, electric breast pump = breast pump electric > E0603
jaundice light, bili light, baby jaundice light, bili blanket, light for yellow baby
    = phototherapy bilirubin light
    > E0202
bandage silver, silver bandage, silver dressing, silver wound, infected wound bandage, dressing infected wound
    = alginate dressing wound cover; foam dressing wound cover
    > A6196 A6209
nurse check on grandmother, nurse check on mother, nurse to check on mom, nurse checks on me, nurse check in home
    = direct skilled nursing services; nursing care in the home registered nurse
    > G0299 S9123
raise white blood cells, white blood cell shot, white cell booster, low white count shot, white blood cells drug
    = pegfilgrastim; filgrastim
    > J2506 J1442
stop rejection kidney, kidney rejection medicine, anti rejection, rejection drug, transplant medicine,
+ rejection medicine
    = tacrolimus; mycophenolate mofetil; cyclosporine
    > J7507 J7517 J7502
shoes fit brace, shoe for brace, shoes over brace, shoe fits brace
    = shoe oxford used integral part of brace
    > L3224 L3225
lift from bed to chair, bed to chair lift, lift bed chair, transfer lift, move from bed to chair
    = patient lift
    > E0630 E0635
formula stomach tube, formula feeding tube, food for stomach tube, stomach tube food, liquid food tube
    = enteral formula nutritionally complete
    > B4150 B4152
light therapy newborn, newborn light, light therapy baby, light for newborn = phototherapy bilirubin light > E0202
hand controls wheelchair, wheelchair controls, control for power wheelchair
    = power wheelchair accessory hand control interface; power wheelchair accessory hand chin control interface
    > E2312 E2321
epo 4000, epo shot, inj epo, epo injection = epoetin alfa > J0885
"""
