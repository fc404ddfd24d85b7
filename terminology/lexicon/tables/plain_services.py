"""What people say for services: rows as `plain_words.py` reads them."""

ROWS = """
yearly exam, medicare yearly exam, medicare exam, annual exam, annual visit, yearly medicare visit
    = annual wellness visit; initial preventive physical examination
    > G0438 G0439
alcohol rehab, alcohol treatment, drying out, alcoholism treatment, rehab for alcohol
    = alcohol drug detoxification; alcohol drug treatment program; alcohol drug services
    > H0010 H2036
taxi, cab, uber, lyft, taxi ride, cab ride, taxi to appointment
    = non emergency transportation taxi
    > A0100
bus ride, bus fare, bus pass
    = non emergency transportation bus
    > A0110
# services
ambulance ride, ambulance trip, ambulance
    = ambulance service
    > A0428 A0429
helicopter ride, helicopter ambulance, medical helicopter, life flight, air lift, medevac
    = ambulance conventional air services rotary wing; rotary wing
    > A0431
airplane ambulance, medical plane
    = ambulance air services fixed wing; fixed wing
    > A0430
paramedic, paramedics
    = paramedic intercept; advanced life support
    > A0427 A0432
wheelchair van, wheelchair taxi, ride in wheelchair
    = transportation wheelchair van
    > A0130
ride to doctor, medical ride, ride to appointment, transportation to doctor, taxi to doctor, medical transportation
    = non emergency transportation
    > A0100
mileage
    = mileage; per mile
    > A0425
yearly physical, yearly checkup, annual physical, annual checkup, medicare physical, yearly visit, wellness check,
+ medicare wellness, wellness exam, yearly wellness
    = annual wellness visit; initial preventive physical examination
    > G0438 G0439
welcome to medicare, welcome visit, welcome to medicare visit
    = initial preventive physical examination
    > G0402
colon cancer test, colon cancer screening, colon screening, colon check, bowel cancer screening, colon scope, colon
+ cancer check, bowel cancer test
    = colorectal cancer screening
    > G0105 G0121
poop test, stool test, stool card, blood in stool test
    = fecal occult blood; fecal
    > G0328
cologuard
    = colorectal cancer screening stool; colorectal cancer screening
    > G0464
prostate test, psa, psa test, prostate exam, prostate check, prostate screening
    = prostate cancer screening
    > G0103 G0102
mammogram, mammography, breast x ray, breast xray, breast scan, 3d mammogram
    = breast tomosynthesis; mammography
    > G0279
breast exam, pelvic exam, womens exam, gyn exam
    = cervical vaginal cancer screening pelvic breast; pelvic breast examination
    > G0101
pap test, pap smear, cervical cancer screening, cervical cancer test
    = papanicolaou smear; screening papanicolaou; cervical vaginal cancer screening
    > Q0091 P3000
bone scan, bone density, bone density test, bone density scan, dexa, dexa scan
    = bone density study; bone mineral density
    > G0130
lung cancer screening, lung cancer test, smoker scan, lung scan
    = lung cancer screening; low dose ct lung
    > G0296
low dose ct, low dose ct scan
    = low dose ct
    > G0296
glaucoma test, eye pressure test, glaucoma check
    = glaucoma screening
    > G0117
hiv test, aids test
    = hiv 1 antibody; hiv screening; hiv
    > G0432 G0435
hepatitis c test, hep c test, hep c screening
    = hepatitis c antibody screening; hepatitis c screening
    > G0472
std test, std screening, sti counseling, std counseling
    = sexually transmitted infections
    > G0445
depression test, depression screening, depression check, mood screening
    = depression screening annual; depression screening
    > G0444
drinking problem, alcohol counseling, alcoholism counseling, drinking counseling, problem drinking
    = alcohol misuse counseling; alcohol misuse
    > G0443
alcohol screening, drinking test, alcohol test
    = alcohol misuse screening
    > G0442
weight loss counseling, obesity counseling, diet counseling for obesity, fat counseling, obesity visit
    = obesity counseling
    > G0447
heart disease counseling, heart counseling
    = cardiovascular disease intensive behavioral therapy
    > G0446
quit smoking, stop smoking, smoking counseling, smoking cessation, tobacco counseling, quit smoking class
    = smoking cessation; tobacco cessation
    > G9016 S9453
diabetes class, diabetes education, diabetes training, diabetic education, diabetes teaching
    = diabetes self management training
    > G0108 G0109
dietitian, nutritionist, diet counseling, nutrition counseling, dietician
    = nutritional counseling dietitian; medical nutrition therapy
    > S9470 G0270
home nurse, visiting nurse, nurse at home, nurse visit, home nursing, nurse home visit, nursing visit, home health
+ nurse, home care nurse
    = skilled services registered nurse home health hospice; nursing care home; skilled nursing home health
    > G0299 S9123
home health aide, home aide, caregiver at home, home helper, home caregiver
    = home health aide
    > G0156 T1021
private duty nurse, night nurse
    = private duty nursing
    > T1000
personal care aide, personal care, help with bathing
    = personal care services
    > T1019
cleaning lady, housekeeping, house cleaning, housekeeper, maid
    = homemaker; chore services
    > S5130 S5120
babysitter, child care
    = childcare; specialized childcare
    > T2027
meals on wheels, meal delivery, food delivery, delivered meals, home meals
    = home delivered meals
    > S5170
adult daycare, day care for seniors, senior day care, adult day program
    = day care services adult; adult day
    > S5100 S5102
respite, caregiver break, break for caregivers
    = respite care
    > S5150 H0045
hospice at home, end of life care, dying at home, hospice
    = hospice care; hospice
    > Q5001 T2042
nursing home visit, nursing home
    = nursing facility
    > G0317
physical therapy at home, pt at home, home physical therapy
    = physical therapist home health
    > G0151
occupational therapy at home, ot at home
    = occupational therapist home health
    > G0152
speech therapy at home, speech therapy, speech therapist
    = speech language pathologist home health; speech therapy
    > G0153 S9128
heart rehab, heart rehabilitation, cardiac rehab
    = cardiac rehabilitation
    > G0422 S9472
lung rehab, breathing rehab, pulmonary rehab
    = pulmonary rehabilitation
    > S9473
foot care, toenail trimming, nail trimming, toenail cutting, toe nail clipping, nail clipping, cut toenails
    = routine foot care; trimming nails
    > G0127 S0390
phone visit, telephone visit, phone call with doctor, phone check in, virtual visit, virtual check in, video visit,
+ online visit
    = virtual check in; telehealth; technology based communication
    > G2252 Q3014
telemedicine, tele health
    = telehealth
    > Q3014
sleep study, sleep test, home sleep test, sleep study at home
    = sleep study test; sleep test
    > G0398 G0399
blood draw, blood test, drawing blood, blood collection
    = venous blood collection; routine venipuncture; blood specimen collection; collection of venous blood
    > G0471
drug screen, drug test, urine drug test, drug screening
    = drug test
    > G0480
ekg, ecg, heart tracing, electrocardiogram
    = electrocardiogram
    > G0403
xray, x ray, x rays, xrays
    = x ray
    > R0070
portable xray, x ray at home, mobile x ray
    = portable x ray
    > R0070
chemo, chemotherapy treatment, cancer treatment
    = chemotherapy
    > G0498 Q0083
er visit, emergency room, emergency room visit, er
    = emergency department visit
    > G0380
hospital observation, observation stay
    = hospital observation
    > G0378
iv therapy at home, home iv, home infusion, infusion at home
    = home infusion therapy
    > S9379 S9338
therapy, counseling session, talk therapy, psychotherapy
    = psychotherapy; counseling therapy; behavioral health counseling
    > H0004
drug rehab, rehab for addiction, addiction treatment, drug treatment, detox
    = alcohol drug detoxification; alcohol drug services; alcohol drug treatment
    > H0010 H0015
methadone clinic, methadone
    = methadone
    > H0020 G2067
suicide hotline, crisis line, mental health crisis
    = crisis intervention; behavioral health hotline; mental health crisis
    > H2011 H0030
foster care
    = foster care
    > S5140
interpreter, translator, translation, sign language
    = interpretive; sign language oral interpretive
    > T1013
case manager, case management, care coordination, care coordinator
    = case management; care coordination
    > T1016 G9012
birth class, childbirth class, lamaze, birthing class
    = childbirth classes; childbirth preparation lamaze; birthing classes
    > S9436 S9442
breastfeeding class, lactation class, breast feeding help
    = lactation classes
    > S9443
parenting class, parenting classes
    = parenting classes
    > S9444
exercise class, fitness class
    = exercise classes
    > S9451
acupuncture
    = acupuncture
    > S8930
lymphedema therapy, swelling massage, lymph massage, lymph drainage
    = lymphedema therapy
    > S8950
advance care planning, living will, end of life planning
    = advance directives end of life; advance care planning
    > S0257
hotel, hotel stay, lodging
    = lodging
    > A0180
parking
    = parking fees tolls; parking
    > A0170
home modification, wheelchair ramp, house ramp, ramp
    = home modifications
    > S5165
car modification, van modification, vehicle modification
    = vehicle modifications
    > T2039
blood transfusion, blood unit, unit of blood, red blood cells, packed red cells
    = red blood cells unit; blood whole transfusion unit
    > P9016 P9010
platelets
    = platelets unit
    > P9019
plasma
    = plasma unit
    > P9017
skin graft, artificial skin, fake skin, skin substitute
    = skin substitute; skin allograft; dermal substitute
    > Q4100 C5271
stent, heart stent
    = stent coated; stent
    > C1874 C1876
kidney stone, kidney stones
    = lithotripsy; kidney stone
    > S0400
gene therapy
    = vector genomes; gene therapy; adeno associated
    > J3398
stem cell transplant, bone marrow transplant
    = stem cell transplant; bone marrow; allogeneic stem cells
    > S2150
fecal transplant, poop transplant, stool transplant
    = fecal microbiota
    > G0455 J1440
ventilator weaning
    = ventilator
    > E0465
left foot, left toe
    = left foot
    > TA
right foot, right toe
    = right foot
    > T5
unlisted, not listed, other drug
    = unclassified; not otherwise classified; miscellaneous
    > J3490 A9999
"""
