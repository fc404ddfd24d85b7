"""What people say for services, with the usual codes."""

ROWS = """
ambulance, ambulance ride, ambulance transport, ambulance service, bls ambulance
    = ambulance service basic life support; ambulance service
    > A0428 A0429 A0427
bls emergency, bls e, ambulance emergency bls = ambulance service basic life support emergency transport > A0429
als emergency, als1 emergency, als 1 emergency, paramedic ambulance, ambulance als emergency, als1 e
    = ambulance service advanced life support emergency transport
    > A0427
als 2, als2, advanced life support level 2 = advanced life support level 2 > A0433
ambulance mileage, mileage ambulance, ground mileage, ambulance miles, loaded mile = ground mileage > A0425
specialty care transport, sct, critical care transport = specialty care transport > A0434
air ambulance, helicopter, medevac, life flight, helicopter ambulance, medical helicopter, rotor wing, airlift
    = ambulance service air rotary wing; ambulance air
    > A0431 A0430
fixed wing, airplane ambulance, plane ambulance, medical plane = ambulance service air fixed wing; fixed wing > A0430
ambulance waiting time, ambulance wait time = ambulance waiting time > A0420
extra attendant, second attendant = extra ambulance attendant > A0424
ambulance oxygen = ambulance oxygen > A0422
medical transportation, nemt, ride to doctor, ride to the doctor, non emergency transport, nonemergency transport,
+ non emergency transportation, ride to appointment, transport to appointment, ride to dialysis
    = non emergency transportation
    > T2003 A0120 A0100 A0130
wheelchair van, wheelchair van transport, ambulette, handicap van
    = non emergency transportation wheelchair van; wheelchair van
    > A0130 S0209
stretcher van, gurney van = stretcher van > T2005 T2049
taxi, taxi ride, cab, cab ride, taxi transport = non emergency transportation taxi > A0100
bus ride, bus pass = non emergency transportation bus > A0110
mini bus, minibus, van ride = mini bus > A0120
mileage, per mile, private car mileage, volunteer driver = mile vehicle; per mile > A0090 A0080 A0160
lodging, hotel, motel, lodging for parent, hotel for treatment = lodging > S9976 A0180
meals, food for escort = meals > S9977 A0190
meals on wheels, meal delivery, home delivered meals, meals delivered, delivered meals = home delivered meals > S5170
homemaker, house cleaning, housekeeping, chore help, cleaning help, housekeeper, chore services
    = homemaker service; chore services
    > S5130 S5131 S5120
personal care, personal care aide, pca, caregiver, personal care attendant, home aide, home attendant, helper at home,
+ attendant care
    = personal care services; attendant care services
    > T1019 T1020 S5125
home health aide, hha, bath aide = home health aide > T1021 G0156 S9122
companion care, companion, sitter, senior sitter, companion for elderly = companion care adult > S5135 S5136
private duty nursing, private nurse, private duty nurse = private duty independent nursing > T1000
nursing care at home, skilled nursing visit, rn visit, nurse visit, visiting nurse, home health nurse, rn home visit
    = direct skilled nursing services registered nurse; nursing care in home; nursing
    > G0299 S9123 T1000 T1030
lpn home care, lpn visit, lvn visit, lpn home health
    = direct skilled nursing services licensed practical nurse; nursing care home licensed practical nurse
    > G0300 S9124 T1031
physical therapy home health, home pt, home physical therapy, pt at home, home health pt, pt home visit
    = services performed by qualified physical therapist home health; physical therapy home
    > G0151 S9131
occupational therapy home health, home ot, ot at home, home occupational therapy, home health ot
    = services performed by qualified occupational therapist home health; occupational therapy home
    > G0152 S9129
speech therapy, home speech therapy, speech therapist, slp, speech pathologist
    = speech language pathologist home health; speech therapy
    > G0153 S9128 S9152
medical social worker, social worker home health, medical social worker home health, msw visit,
+ home health social worker
    = clinical social worker home health
    > G0155
hospice, hospice care, end of life care, hospice at home = hospice care; hospice > Q5001 T2042 S9126
hospice room and board, hospice nursing home = hospice long term care room board > T2046
hospice respite, inpatient respite hospice = hospice inpatient respite care > T2044
hospice continuous care, continuous home care hospice = hospice continuous home care > T2043
general inpatient hospice, gip = hospice general inpatient care > T2045
respite, respite care, break for caregiver, caregiver break
    = respite care services; respite care
    > T1005 S5150 S5151 H0045
adult day care, adult daycare, day care for elderly, adult day health, senior day care, adult day program,
+ adult day health per diem
    = day care services adult
    > S5102 S5100 S5101
child care, babysitting, childcare, daycare for kids = childcare; child care > T2026 T2027
foster care, therapeutic foster care = foster care > S5145 S5140
group home, residential habilitation, residential care = habilitation residential > T2016 T2017
day habilitation, day hab, day program = habilitation day > T2020 T2021
supported employment, job coach, job coaching, employment support = supported employment > H2023 T2018 T2019 H2025
case management, case manager, targeted case management, care manager, tcm
    = targeted case management; case management
    > T1017 T1016 T2023 T2022
service plan, plan of care development = service plan development > T2024 H0032
peer support, peer support services, peer counseling, recovery coach, peer specialist, peer services
    = self help peer services
    > H0038
crisis, crisis intervention, mental health crisis, crisis team, mobile crisis, suicide help
    = crisis intervention service; crisis intervention
    > H2011 S9484 S9485
mental health assessment, psych assessment, psychiatric evaluation, mental health evaluation
    = mental health assessment
    > H0031
therapy, talk therapy, counseling, mental health counseling, behavioral counseling, therapist, psychotherapy,
+ mental health therapy
    = behavioral health counseling therapy; counseling therapy
    > H0004
mental health day treatment, behavioral health day treatment, day treatment, day treatment program
    = behavioral health day treatment
    > H2012
partial hospitalization, php, mental health partial, partial hospitalization program
    = mental health partial hospitalization
    > H0035
intensive outpatient, iop, intensive outpatient program, intensive outpatient psych
    = intensive outpatient psychiatric services; intensive outpatient
    > S9480 H0015
substance abuse iop, drug rehab iop, intensive outpatient substance abuse, alcohol iop, iop substance abuse
    = alcohol drug services intensive outpatient
    > H0015
rehab, drug rehab, alcohol rehab, addiction treatment, substance abuse treatment, alcohol treatment, rehab for drugs
    = alcohol other drug treatment program; alcohol drug
    > H2036 H2035 H0015 H0018
residential treatment, inpatient rehab drugs, residential rehab
    = residential treatment; behavioral health residential
    > H0018 H0019 T2048
detox, detoxification, alcohol detox, withdrawal treatment, drug detox = detoxification > H0014 H0010 H0012 H0009
methadone clinic, methadone maintenance, methadone, methadone treatment
    = alcohol drug services methadone administration; methadone
    > H0020 G2067
suboxone clinic, buprenorphine treatment, medication assisted treatment buprenorphine, opioid treatment
    = medication assisted treatment buprenorphine
    > G2068
opioid treatment program, otp = medication assisted treatment > G2067 G2068
drug test, urine drug screen, urine drug test, uds, drug screen, drug screening, pee test, urine test for drugs
    = drug test definitive; drug test
    > G0480 G0659
alcohol screening, alcohol misuse screening, drinking screening, sbirt, audit screening
    = alcohol misuse screening; alcohol drug screening
    > G0442 H0049
substance abuse screening, structured alcohol screening
    = alcohol substance structured assessment brief intervention
    > G0396
psychosocial rehab, psychosocial rehabilitation, psychiatric rehabilitation, psych rehab, psr
    = psychosocial rehabilitation services
    > H2017 H2018
act team, assertive community treatment = assertive community treatment > H0040 H0039
community support, community psychiatric supportive, cpst = community psychiatric supportive treatment > H0036 H0037
skills training, life skills, independent living skills = skills training development > H2014
medication management, med management, medication check, med check
    = medication training support; comprehensive medication services
    > H0034 H2010
clubhouse, club house = clubhouse services > H2030 H2031
wraparound, wrap around = community based wrap around services > H2021 H2022
aba, aba therapy, autism therapy, applied behavior analysis, behavior aide, autism services
    = therapeutic behavioral services
    > H2019 H2020
interpreter, translator, sign language, sign language interpreter, translation
    = sign language oral interpretive services
    > T1013
telehealth, telemedicine, telehealth visit, video visit, telehealth facility fee, telehealth originating site fee,
+ online visit, virtual visit
    = telehealth originating site facility fee; telehealth
    > Q3014
virtual check in, virtual checkin, phone check in
    = brief communication technology based service virtual check in
    > G2012 G2251 G2252
remote image, store and forward, picture sent to doctor = remote evaluation recorded video images > G2010
annual wellness visit, awv, yearly checkup, yearly physical, yearly checkup medicare, annual physical medicare,
+ wellness visit, medicare wellness, medicare physical, medicare annual
    = annual wellness visit
    > G0438 G0439
awv initial, initial annual wellness visit, first wellness visit = annual wellness visit initial > G0438
awv subsequent, subsequent annual wellness visit = annual wellness visit subsequent > G0439
welcome to medicare, ippe, welcome to medicare visit, welcome to medicare exam, initial preventive physical
    = initial preventive physical examination
    > G0402
ekg welcome to medicare, screening ekg, screening ecg, ippe ekg
    = electrocardiogram routine performed screening initial preventive
    > G0403 G0404
depression screening, depression test, phq 9, sad test = annual depression screening > G0444
obesity counseling, weight counseling, weight loss counseling, ibt obesity
    = behavioral counseling obesity
    > G0447 G0473
heart disease counseling, cardiovascular counseling, ibt cvd
    = intensive behavioral therapy cardiovascular disease
    > G0446
std counseling, sti counseling, hibc = high intensity behavioral counseling sexually transmitted > G0445
hiv test, hiv screening, aids test, hiv screen
    = hiv antibody screening; infectious agent antibody hiv
    > G0432 G0433 G0435 G0475
hepatitis c test, hep c screening, hep c test = hepatitis c antibody screening > G0472
hepatitis b test, hep b screening = hepatitis b screening > G0499
lung cancer screening, lung cancer ct screening, low dose ct counseling, ldct, lung scan for smokers
    = counseling visit lung cancer screening low dose ct
    > G0296
smoking cessation, quit smoking, stop smoking, tobacco counseling, smoking counseling, tobacco cessation,
+ stop smoking class
    = smoking cessation counseling; smoking cessation
    > G9016 S9453
diabetes education, diabetes class, dsmt, dsme, diabetes training, diabetic education,
+ diabetes self management training
    = diabetes outpatient self management training
    > G0108 G0109
nutrition counseling, dietitian, medical nutrition therapy, mnt, diet counseling, dietician, nutritionist
    = medical nutrition therapy; nutritional counseling
    > G0270 S9470 G0271
kidney disease education, ckd education = kidney disease educational services > G0420 G0421
cardiac rehab, heart rehab, heart attack rehab, cardiac rehabilitation = cardiac rehabilitation > S9472 G0422
pulmonary rehab, lung rehab, copd rehab = pulmonary rehabilitation > S9473
respiratory therapy, breathing exercises = therapeutic procedures respiratory > G0237 G0238
acupuncture, dry needling = acupuncture > S8930
hyperbaric, hyperbaric oxygen, hbo, hyperbaric chamber, oxygen chamber
    = hyperbaric oxygen under pressure full body chamber
    > G0277
wound care clinic, unna boot application = wound care; wound > S9097 G0460
hospital observation, observation, observation per hour, obs hours, observation hours
    = hospital observation service per hour
    > G0378
direct admit, direct admission observation, direct admit observation
    = direct admission patient hospital observation
    > G0379
clinic visit, hospital outpatient clinic visit, outpatient clinic visit, hospital clinic visit
    = hospital outpatient clinic visit
    > G0463
er visit, emergency room visit, ed visit, type b ed, emergency department visit, emergency room
    = emergency department visit
    > G0380 G0381 G0382
urgent care, urgent care visit, walk in clinic = urgent care center > S9083 S9088
rural health clinic, rhc visit, rhc = rhc; clinic visit rural > G0511
clinic encounter, all inclusive clinic visit, t1015 = clinic visit encounter all inclusive > T1015
fqhc, fqhc visit, federally qualified health center, community health center visit
    = federally qualified health center visit
    > G0467 G0466
fqhc new patient, new patient fqhc = federally qualified health center visit new patient > G0466
chronic care management, ccm, chronic care management rhc, ccm rhc
    = chronic care management services; care management
    > G0511 G2058
care coordination, coordinated care = coordinated care fee; care coordination > G9001 S0280
care plan oversight, home health oversight, cpo = physician supervision patient home health > G0181
home health certification, home health cert, certify home health, 485 certification
    = physician certification medicare covered home health
    > G0180
home health recertification, home health recert = physician re certification medicare covered home health > G0179
prolonged visit, prolonged office visit, prolonged services = prolonged office outpatient evaluation management > G2212
visit complexity, longitudinal care, complexity add on = visit complexity > G2211
mammogram, breast xray, breast x ray, breast cancer screening, mammography, 3d mammogram, tomosynthesis,
+ mammogram tomosynthesis, mammogram screening
    = digital breast tomosynthesis; mammography
    > G0279
pap, pap test, pap smear, cervical cancer screening, pap smear screening
    = cervical vaginal cancer screening; papanicolaou smear; pap smear
    > Q0091 P3000 G0101
pelvic exam, pelvic and breast exam, gyn exam, well woman exam, womens exam, annual gyn exam
    = cervical vaginal cancer screening pelvic clinical breast examination; annual gynecological examination
    > G0101 S0610
prostate exam, digital rectal exam, dre, finger exam prostate
    = prostate cancer screening digital rectal examination
    > G0102
psa, psa test, prostate blood test, psa screening = prostate cancer screening specific antigen psa > G0103
colonoscopy, screening colonoscopy, colon screening, colonoscopy screening, colon check, colon scope
    = colorectal cancer screening colonoscopy
    > G0121 G0105
high risk colonoscopy, colonoscopy high risk, colonoscopy screening high risk
    = colorectal cancer screening colonoscopy high risk
    > G0105
colon cancer test, colon cancer screening, colorectal screening = colorectal cancer screening > G0121 G0105 G0328 G0104
flexible sigmoidoscopy, sigmoidoscopy, flex sig = colorectal cancer screening flexible sigmoidoscopy > G0104
stool test, fit test, fobt, stool blood test, occult blood, poop test, blood in stool test
    = colorectal cancer screening fecal occult blood; fecal occult
    > G0328
glaucoma screening, glaucoma test, eye pressure test = glaucoma screening > G0117 G0118
eye exam, routine eye exam, vision exam, eye check, eye doctor visit
    = routine ophthalmological examination
    > S0620 S0621
bone density, dexa, dxa, bone density test, bone scan density, dexa scan, osteoporosis test
    = bone density study; bone mineral density
    > G0130
sleep study, home sleep study, home sleep test, hst, sleep test, unattended sleep study
    = home sleep study test; home sleep
    > G0399 G0398 G0400
blood draw, venipuncture home, specimen collection, home blood draw, lab draw at home
    = collection venous blood; specimen collection
    > G0471
catheter specimen, catheterized urine, catheter for specimen collection, cath specimen
    = catheterization collection specimen
    > P9612 P9615
portable x ray, portable xray, mobile xray, x ray at home, portable x ray transport
    = transportation portable x ray equipment
    > R0070 R0075
x ray setup, portable xray setup = set up portable x ray equipment > Q0092
blood transfusion, blood, red cells, packed red cells, packed cells, prbc, prbcs, red blood cells, blood unit,
+ packed red blood cells
    = red blood cells each unit; red blood cells; blood transfusion
    > P9021 P9016 P9010
leukoreduced red cells, packed red cells leukoreduced, leukoreduced prbc, leukocyte reduced red blood cells,
+ leukopoor red cells
    = red blood cells leukocytes reduced
    > P9016
irradiated red cells, irradiated prbc, irradiated red blood cells = red blood cells irradiated > P9038 P9040
whole blood = blood whole for transfusion > P9010
platelets, platelet, blood platelets, platelet transfusion = platelets each unit; platelets > P9019 P9035 P9031
plasma, ffp, fresh frozen plasma, frozen plasma, blood plasma = fresh frozen plasma; plasma > P9017 P9059
cryo, cryoprecipitate = cryoprecipitate > P9012
albumin, albumin 25, albumin 5, albumin human = infusion albumin human > P9047 P9045 P9041
cord blood, stem cell transplant, bone marrow transplant
    = cord blood derived stem cell transplantation; bone marrow stem cells
    > S2142 S2150
ivf, ivf cycle, in vitro fertilization, test tube baby, fertility treatment
    = in vitro fertilization; complete cycle in vitro
    > S4015 S4016 S4011
artificial insemination, iui, sperm donor = intrauterine insemination; donor services > S4035 S4025
gift cycle, gamete intrafallopian = gamete intrafallopian transfer > S4013
egg donor, donor egg = donor egg cycle > S4023
embryo freezing, frozen embryo, embryo storage = storage embryos; cryopreserved embryos > S4027
frozen embryo transfer, embryo transfer = cryopreserved embryo transfer > S4037
birth class, childbirth class, lamaze, birthing class = childbirth preparation lamaze classes; childbirth > S9436 S9442
breastfeeding class, lactation class, lactation consultant = lactation classes > S9443
parenting class = parenting classes > S9444
prenatal care coordination, prenatal care, high risk pregnancy care, pregnancy care coordination
    = prenatal care at risk enhanced service; prenatal care
    > H1002 H1000 H1001
weight management class, weight loss class = weight management classes > S9449
exercise class = exercise classes > S9451
nutrition class = nutrition classes > S9452
stress management class = stress management classes > S9454
asthma education, asthma class = asthma education > S9441
physical exam, school physical, camp physical, college physical, job physical, sports physical = physical exam > S0622
medical records, copies of records, copy of chart = medical records copying fee > S9981 S9982
home infusion, home infusion therapy, iv at home, infusion at home, home iv
    = home infusion therapy; home infusion
    > S9379 S9338 G0068
home iv antibiotics, home antibiotics, antibiotic infusion at home, home infusion antibiotics
    = home infusion therapy antibiotic antiviral antifungal
    > S9494 S9500
home tpn, tpn at home = home infusion therapy total parenteral nutrition > S9364 S9365
home hydration, iv fluids at home, home iv fluids = home infusion therapy hydration > S9373 S9374
home chemo, home chemotherapy, chemo at home = home infusion therapy chemotherapy > S9329 S9330
picc line, picc line insertion, picc insertion, midline
    = insertion peripherally inserted central venous catheter; midline
    > S5520 S5522
port, mediport, portacath, chemo port, port a cath = port indwelling implantable > C1788
flu shot admin, flu shot administration, administration of flu vaccine, flu vaccine admin, flu vaccine administration,
+ flu admin
    = administration influenza virus vaccine
    > G0008
pneumonia shot admin, pneumococcal vaccine administration, pneumovax admin, pneumonia admin,
+ pneumococcal vaccine admin
    = administration pneumococcal vaccine
    > G0009
hep b vaccine admin, hepatitis b vaccine administration = administration hepatitis b vaccine > G0010
infusion therapy, iv infusion, infusion = infusion therapy; infusion > Q0081
chemo, chemotherapy, chemo administration, chemo infusion, chemotherapy administration, chemo treatment
    = chemotherapy administration infusion; chemotherapy administration
    > Q0084 Q0085 G0498
trauma activation, trauma team = trauma response team > G0390
critical access telehealth, telehealth critical care, telehealth ed consult critical care
    = telehealth consultation critical care
    > G0508 G0509
telehealth consult, telehealth consultation, inpatient telehealth consult = telehealth consultation > G0425 G0406
dna test, genetic test, genetic testing, gene test = dna analysis; genetic > S3840 S3800
alzheimers gene test, apoe test = dna analysis apoe > S3852
breast cancer gene test, gene profile breast cancer = gene expression profiling panel breast cancer > S3854
newborn screening, newborn metabolic screening, pku test = newborn metabolic screening > S3620
wound glue, skin glue, dermabond, tissue adhesive = wound closure tissue adhesive > G0168
foot care, routine foot care, nail trimming, toenail trimming, trim nails, toe nail cutting
    = routine foot care; trimming dystrophic nails
    > S0390 G0127 G0247
diabetic foot exam, lops exam, foot exam diabetic
    = evaluation management diabetic patient sensory neuropathy loss protective sensation
    > G0245 G0246
dialysis, dialysis treatment, kidney dialysis = dialysis procedure; dialysis; hemodialysis > G0257 S9335 E1590
home dialysis = home therapy hemodialysis; home dialysis > S9335 S9339
stroke telehealth, telestroke = stroke telehealth > G0
"""
