"""What people say for particular things and uses, with the usual codes."""

ROWS = """
wheelchair tie down, tie down straps, wheelchair tie downs, wheelchair securement, van tie down
    = wheelchair transit securement system
    > E1023
oscillating pep, oscillatory pep, opep = oscillatory positive expiratory pressure > E0484
multiaxial ankle, multi axial ankle, multiaxial foot, multiaxial ankle dynamic foot, multiaxial ankle foot
    = all lower extremity prostheses multi axial ankle foot; multi axial ankle; multiaxial ankle foot
    > L5979 L5978
bed side rails, hospital bed side rails, side rails, bed rails, side rails bed, safety rails bed
    = bed side rails
    > E0305 E0310
tlso custom, custom tlso, tlso custom molded, custom molded tlso = tlso custom fabricated > L0486 L0484 L0480
lso custom, custom lso, custom lumbar brace, lumbar sacral orthosis custom, custom back brace
    = lumbar sacral orthosis custom fabricated
    > L0638 L0640 L0636 L0632
portable lift, portable patient lift, moveable patient lift, travel lift = patient lift moveable > E0639
compression glove, lymphedema glove, compression gloves, compression gauntlet
    = gradient compression glove; gradient pressure aid glove
    > A6581
trifocal lenses, trifocal glasses = sphere trifocal > V2300
mobile arm support, balanced forearm orthosis, arm support wheelchair
    = shoulder elbow mobile arm support attached wheelchair
    > E2626 E2627 E2628
urostomy tap, urostomy pouch tap, urinary pouch with tap, urostomy pouch with tap
    = ostomy pouch urinary faucet tap
    > A4429 A4428 A4432
positioning wheelchair cushion wide, positioning cushion 22 = positioning wheelchair seat cushion width 22 > E2606
silicone socket insert, silicone insert, custom silicone liner = socket insert silicone gel > L5673 L5679 L6695
ostomy barrier extended wear, extended wear barrier, extended wear wafer
    = ostomy skin barrier flange extended wear
    > A4409 A4407
extended wear pouch = ostomy pouch extended wear barrier > A4388
icd, icd implant, icd implantation, icd insertion = cardioverter defibrillator > G0448 C1721 C1722
snf transport, nursing home to hospital, skilled nursing ambulance, ambulance from nursing home,
+ nursing home ambulance
    = ambulance service basic life support
    > A0428
bls non emergency, ground ambulance bls, ground ambulance bls non emergency, bls ground, bls transport,
+ non emergency ambulance, stretcher transport
    = ambulance service basic life support non emergency transport
    > A0428
als non emergency, als1 non emergency, als ground
    = ambulance service advanced life support non emergency transport level 1
    > A0426
wound debridement, debridement home, wound care home, home wound care = wound care; wound > S9097
spinal decompression, decompression table, vertebral decompression, vax d, back decompression
    = vertebral axial decompression
    > S9090
pelvic fracture repair, pelvic fracture surgery, pelvis fracture repair = pelvic bone fracture > G0412 G0413 G0414
er level 1, ed level 1, type b ed level 1 = level 1 hospital emergency department visit type b > G0380
er level 2, ed level 2, type b ed level 2 = level 2 hospital emergency department visit type b > G0381
er level 3, ed level 3, type b ed level 3 = level 3 hospital emergency department visit type b > G0382
er level 4, ed level 4, type b ed level 4 = level 4 hospital emergency department visit type b > G0383
er level 5, ed level 5, type b ed level 5 = level 5 hospital emergency department visit type b > G0384
pasrr level 1, pasrr 1, pasarr level 1, pasarr = pasrr level i identification screening > T2010
pasrr level 2, pasrr 2, pasarr level 2 = pasrr level ii evaluation > T2011
edta, edta chelation, chelation drug, chelation shot = edetate disodium; edetate calcium disodium > J3520 J0600
deflux = dextranomer hyaluronic acid copolymer implant > L8604
macroplastique = injectable bulking agent synthetic implant urinary tract; injectable bulking agent > L8606
bulkamid, durasphere, urethral bulking = injectable bulking agent > L8606
gemcitabine = gemcitabine hydrochloride not otherwise specified > J9201
hydroxyprogesterone, hydroxyprogesterone caproate = hydroxyprogesterone caproate > J1729
formoterol, formoterol nebulizer, formoterol neb = formoterol inhalation solution fda approved > J7606
insulin for pump device, insulin used in pump = insulin administration through dme > J1817
omnipaque, iohexol, visipaque, iodixanol, isovue, iopamidol, optiray, ioversol, ultravist, iopromide, oxilan
    = low osmolar contrast material 300 399; low osmolar contrast material
    > Q9967 Q9966
ketamine = unclassified drugs > J3490
paclitaxel, paclitaxel injection = paclitaxel 1 mg; paclitaxel > J9267
carmustine = carmustine > J9050
pantoprazole, pantoprazole iv = pantoprazole > J2470 C9113
access system, vascular access system = vascular access portal; port > A4301
ambulation device = walker; cane > E0100 E0130
bifocal glass, bifocal glass or plastic = sphere bifocal > V2200
bathtub transfer rail, transfer rail = transfer tub rail > E0246
cane accessory, crutch accessory, crutches accessories, walker accessories, cane accessories
    = crutch; tip; attachment walker
    > A4635 A4637 E0153
dialysis clamp, dialysis alarm, dialysis pressure alarm, pressure alarm dialysis
    = pressure alarm hemodialysis; pressure alarm dialysis
    > E1540
dialysis blood pump, blood pump dialysis, blood pump = blood pump hemodialysis > E1620
dialysis shunt, shunt dialysis, shunt accessory = shunt accessory hemodialysis > A4740
dialysis fluid barrier, transducer protector = transducer protectors fluid barriers hemodialysis > E1575
decubitus care, decubitus care equipment, decubitus pad, decubitus mattress
    = pressure mattress; pressure pad
    > E0184 E0181 E0185
hip disarticulation prosthesis, hip prosthesis amputee = hip disarticulation canadian type > L5250
knee disarticulation prosthesis = knee disarticulation molded socket > L5150
shoulder disarticulation prosthesis = shoulder disarticulation molded socket > L6300
interscapular thoracic prosthesis = interscapular thoracic molded socket > L6350
wrist disarticulation prosthesis = wrist disarticulation molded socket > L6050
above elbow prosthesis, ae prosthesis = above elbow molded socket > L6250
hemipelvectomy prosthesis = hemipelvectomy canadian type > L5280
symes prosthesis, syme prosthesis, ankle prosthesis = ankle symes molded socket > L5050
partial foot prosthesis, toe filler = partial foot shoe insert toe filler > L5000
mattress hospital bed, mattress for hospital bed = mattress > E0271 E0272
multi podus boot, multi podus, multipodus, prafo, pressure relief afo
    = static dynamic ankle foot orthosis
    > L4396 L4397
nebulizer filter, nebulizer filter disposable = filter aerosol compressor disposable; filter disposable aerosol > A7013
noncovered service, non covered item, not covered by medicare = non covered item service > A9270
infusion pump supplies, pump supplies, insulin supplies
    = supplies external drug infusion pump; infusion pump
    > A4222 K0552
leg rest strap = elevating leg rest > K0195
medical food = food > S9433
radiology portable = transportation portable x ray > R0070
prosthetic fitting, prosthesis repair, repair prosthesis, fix prosthesis = repair prosthetic device > L7510 L7520
orthosis repair, repair orthosis, brace repair, fix brace, repair brace = repair orthotic device > L4205 L4210
shoe modification, shoe lift addition = shoe modification > L3649
collagen implant, urinary bulking = injectable bulking agent collagen implant > L8603
neuromuscular stimulator, nmes unit
    = neuromuscular stimulator electronic shock unit; neuromuscular stimulator
    > E0745 E0744
neurostimulator, implantable neurostimulator, nerve stimulator implant, spinal cord stimulator, scs
    = implantable neurostimulator pulse generator
    > L8679 L8687 L8685
pacemaker, heart pacemaker = pacemaker single chamber; pacemaker > C1786 C1785 C2620
stent, heart stent = stent coated covered; stent > C1874 C1876
catheter balloon, angioplasty balloon = catheter transluminal angioplasty > C1725
joint implant, artificial joint, joint replacement device = joint device implantable > C1776
mesh, hernia mesh, surgical mesh = mesh implantable > C1781
screw, bone screw, orthopedic screw, anchor = anchor screw opposing bone > C1713
guidewire, guide wire = guide wire > C1769
prosthetic thumb, thumb prosthesis, fake finger, artificial finger, prosthetic finger
    = partial hand; finger
    > L6026 L6000
jaw prosthesis, mandible prosthesis, face prosthesis, facial prosthesis, nose prosthesis, fake nose,
+ artificial nose prosthesis
    = nasal prosthesis; facial prosthesis; upper facial
    > L8040 L8046
fake ear, ear prosthesis, prosthetic ear = auricular prosthesis > L8045
numbing cream, emla, lidocaine cream = lidocaine tetracaine; lidocaine > C9285
hospital grade crib, safety crib = pediatric crib hospital grade > E0300
uv coating, uv protection lens, uv lens = u v lens > V2755
oxygen contents, oxygen refill = oxygen contents gaseous; oxygen contents liquid > E0441 E0443 E0442
gauze no border, large gauze, gauze larger than 48, sterile gauze no border, large sterile gauze
    = gauze non impregnated sterile more than 48 without adhesive border
    > A6404
dynamic finger splint, dynamic finger = dynamic adjustable finger extension > E1825
wide wheelchair cushion, wheelchair cushion 22, cushion 22 inches
    = general use wheelchair seat cushion width 22
    > E2602
lifevest electrodes, life vest electrodes, wearable defibrillator electrodes = replacement electrodes garment > K0609
lifevest battery, life vest battery = replacement battery garment > K0607
noninvasive ventilator, non invasive ventilator, noninvasive home ventilator, niv
    = home ventilator non invasive
    > E0466
invasive ventilator, trach ventilator = home ventilator invasive interface > E0465
scleral lens, scleral contact = contact lens scleral; scleral > V2530 V2531
scleral shell, scleral cover = scleral cover shell > V2627
paramedic intercept, als intercept = paramedic intercept rural > A0432
walker seat, seat for walker, seat attachment walker = seat attachment walker > E0156
walker platform, platform attachment, platform attachment walker = platform attachment walker > E0154
walker wheels, wheel attachment walker = wheel attachment walker > E0155
coly mycin, colistin, colistimethate = colistimethate sodium > J0770
minocin, minocycline = minocycline hydrochloride > J2265
interleukin, interleukin 2, il 2, il2 = aldesleukin > J9015
court ordered evaluation, multidisciplinary evaluation, comprehensive evaluation
    = comprehensive multidisciplinary evaluation
    > H2000
psychosocial rehab daily, psychosocial rehabilitation per diem = psychosocial rehabilitation per diem > H2018
case management monthly, monthly case management, case management per month = case management per month > T2022
audit assessment, dast assessment, structured assessment, audit dast
    = alcohol substance structured assessment 15 30
    > G0396
acute detox, acute detoxification = acute detoxification > H0009 H0011
subacute detox, sub acute detox, subacute detoxification = sub acute detoxification > H0010 H0012
islet cell transplant = islet cell transplant > G0341 G0342 G0343
alcohol intervention, brief intervention, alcohol brief intervention
    = alcohol drug intervention service; brief intervention
    > H0022 H0050
vancomycin, vancomycin iv, vanco, vanc = vancomycin hydrochloride; vancomycin > J3373 J3374 J3375
alprostadil, alprostadil injection = alprostadil > J0270
budesonide, budesonide nebulizer, budesonide inhalation, budesonide neb
    = budesonide inhalation solution fda approved
    > J7626
ipratropium, ipratropium bromide, ipratropium nebulizer, ipratropium neb
    = ipratropium bromide inhalation solution fda approved
    > J7644
cromolyn, cromolyn nebulizer = cromolyn sodium inhalation solution fda approved > J7631
levalbuterol, levalbuterol nebulizer = levalbuterol inhalation solution fda approved > J7614 J7612
metaproterenol = metaproterenol sulfate inhalation solution fda approved > J7669
tobramycin nebulizer, tobramycin inhaled, inhaled tobramycin = tobramycin inhalation solution fda approved > J7682
treprostinil inhaled, inhaled treprostinil = treprostinil inhalation solution > J7686
acetylcysteine nebulizer, acetylcysteine inhalation = acetylcysteine inhalation solution fda approved > J7608
cyclophosphamide, cyclophosphamide injection = cyclophosphamide not otherwise specified; cyclophosphamide > J9075
dexamethasone, dexamethasone injection, dexamethasone iv, dexamethasone sodium phosphate
    = dexamethasone sodium phosphate; dexamethasone
    > J1100
dexamethasone oral, dexamethasone tablet, dexamethasone pill = dexamethasone oral > J8540
fludarabine = fludarabine phosphate 50; fludarabine > J9185
fosphenytoin = fosphenytoin > Q2009
filgrastim, filgrastim injection = filgrastim excludes biosimilars; filgrastim > J1442 Q5101
hydrocortisone, hydrocortisone injection, hydrocortisone iv = hydrocortisone sodium succinate; hydrocortisone > J1720
levoleucovorin = levoleucovorin not otherwise specified; levoleucovorin > J0641
levonorgestrel iud, levonorgestrel, hormone iud = levonorgestrel releasing intrauterine contraceptive > J7298 J7297
midazolam, midazolam injection, midazolam iv = midazolam hydrochloride; midazolam > J2250
mitomycin, mitomycin c = mitomycin 5; mitomycin > J9280
paliperidone, paliperidone palmitate = paliperidone palmitate > J2426
tacrolimus, tacrolimus oral = tacrolimus immediate release oral; tacrolimus > J7507
topotecan = topotecan 0 1; topotecan > J9351
thiotepa = thiotepa not otherwise specified; thiotepa > J9342
crotalidae, antivenom rattlesnake = crotalidae polyvalent; crotalidae > J0840
piperacillin, pip tazo, piperacillin tazobactam = piperacillin sodium tazobactam; piperacillin > J2543
pentamidine, pentamidine inhaled, inhaled pentamidine
    = pentamidine isethionate inhalation solution fda approved; pentamidine
    > J2545
buprenorphine, buprenorphine injection = buprenorphine hydrochloride; buprenorphine > J0592
cabotegravir = cabotegravir > J0739 J0741
romidepsin = romidepsin > J9319 J9318
asparaginase = asparaginase > J9021 J9020
hydroxocobalamin, hydroxycobalamin = hydroxocobalamin > J3425 J3424
infliximab biosimilar, biosimilar infliximab = infliximab biosimilar > Q5103 Q5104 Q5121
trastuzumab biosimilar, biosimilar trastuzumab = trastuzumab biosimilar > Q5112 Q5113 Q5114 Q5116 Q5117
rituximab biosimilar, biosimilar rituximab = rituximab biosimilar > Q5115 Q5119 Q5123
bevacizumab biosimilar, biosimilar bevacizumab = bevacizumab biosimilar > Q5107 Q5118 Q5126 Q5129
pegfilgrastim biosimilar, biosimilar pegfilgrastim = pegfilgrastim biosimilar > Q5108 Q5111 Q5120 Q5122
filgrastim biosimilar, biosimilar filgrastim = filgrastim biosimilar > Q5101 Q5110 Q5125
adalimumab biosimilar, biosimilar adalimumab, biosimilar humira = adalimumab biosimilar > Q5140 Q5141 Q5142 Q5143
tocilizumab biosimilar = tocilizumab biosimilar > Q5133 Q5135
ustekinumab biosimilar = ustekinumab biosimilar > Q5137
ranibizumab biosimilar = ranibizumab biosimilar > Q5124 Q5128
aflibercept biosimilar = aflibercept biosimilar > Q5147 Q5149
denosumab biosimilar = denosumab biosimilar > Q5136 Q5157
natalizumab biosimilar = natalizumab biosimilar > Q5134
epoetin biosimilar = epoetin alfa epbx biosimilar > Q5106 Q5105
eculizumab biosimilar = eculizumab biosimilar > Q5151 Q5152
toric lens, toric contact lens, toric contacts, contacts for astigmatism
    = contact lens hydrophilic toric; contact lens toric
    > V2521 V2501
metal trach, metal trach tube, stainless trach, reusable trach = tracheostomy laryngectomy tube stainless > A7522
one piece drainable pouch, drainable pouch one piece, one piece ostomy pouch, one piece drainable pouch filter
    = ostomy pouch drainable barrier attached 1 piece
    > A4424 A5061
pneumatic arm sleeve, arm sleeve for pump, pneumatic sleeve arm, pneumatic compression arm sleeve
    = pneumatic appliance full arm
    > E0665 E0668
pneumatic leg sleeve, leg sleeve for pump, pneumatic compression leg sleeve
    = pneumatic appliance full leg
    > E0660 E0667
foot orthosis, foot orthoses = foot insert removable; foot > L3000 L3020 L3010
rotary wing, rotor wing ambulance, rotary wing ambulance = ambulance rotary wing > A0431
attendant care, attendant care services = attendant care services > S5125 S5126
crisis stabilization, crisis stabilization unit, mental health crisis stabilization
    = crisis intervention mental health services; crisis intervention
    > S9485 S9484
physical therapy, pt, physical therapist = physical therapy; physical therapist > G0151 S9131 S8990
speech generating device digitized, digitized speech device = speech generating device digitized > E2500 E2502 E2504
four wheel walker, 4 wheel walker, four wheeled walker, front wheeled walker, front wheel walker, two wheel walker
    = walker folding wheeled; walker wheeled
    > E0143 E0141
group 3 power chair, group 3 wheelchair = power wheelchair group 3 standard; power wheelchair group 3 > K0848 K0849
group 2 power chair, group 2 wheelchair = power wheelchair group 2 standard; power wheelchair group 2 > K0823 K0822
red blood cells leukoreduced, red cells leukoreduced, leukoreduced blood = red blood cells leukocytes reduced > P9016
ambulance als, als ambulance = ambulance service advanced life support; ambulance advanced life support > A0427 A0426
ambulance bls = ambulance service basic life support > A0429 A0428
quit smoking class, stop smoking classes, smoking class = smoking cessation classes > S9453
first aid tape, bandage tape, sports tape, athletic tape = tape > A4450 A4452
plastic leg, leg prosthesis plastic = below knee molded socket > L5100
shingles shot, shingles vaccine, shingrix = shingrix vaccine > M1064
marriage counseling, couples counseling, couples therapy = counseling therapy > H0004
wheelchair battery, wheelchair batteries, battery power wheelchair, battery scooter
    = power wheelchair accessory sealed lead acid battery
    > E2361 E2365 E2363 E2359
glass eye, fake eye, false eye, artificial eye = prosthetic eye > V2623
air mattress overlay, air overlay, overlay air mattress
    = powered air overlay mattress; air pressure pad mattress
    > E0372 E0197
bariatric walker, heavy duty walker = walker heavy duty > E0148 E0149
custom knee brace, hinged knee brace custom, custom hinged knee brace
    = knee orthosis custom fabricated
    > L1846 L1844 L1834 L1840
prefab afo, ots afo, plastic afo prefab, plastic afo off shelf, afo off shelf
    = ankle foot orthosis plastic prefabricated
    > L1930 L1951 L1971
power seat elevation, power chair elevating seat, power chair seat elevation, seat elevator power chair
    = power wheelchair accessory power seat elevation
    > E2298
"""
