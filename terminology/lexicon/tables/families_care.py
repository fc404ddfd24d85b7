"""The words that people use around each family of services: who comes, where to, and what for."""

EVERY = "service services program"  # words that may be said of each of them
ROWS = """
# transport
ambulance emergency 911 heart attack accident siren hospital rushed basic > A0429 A0427
ambulance advanced paramedic als heart monitor iv emergency > A0427 A0433 A0432
ambulance nonemergency stretcher nursing home discharge dialysis transfer bls ride > A0428 A0426
ambulance miles mileage loaded per distance > A0425
ambulance helicopter air rotary crash lifted flight > A0431 A0436
ambulance plane airplane fixed wing air flight jet > A0430 A0435
ambulance critical intensive nurse transfer between hospitals specialty > A0434
ride rides transportation transport doctor appointment chemo clinic medical taxi cab dialysis driver car bus drive
    > A0100 T2003 A0080 A0090 A0120
ride wheelchair van appointment lift doctor > A0130 S0209 A0120
bus train appointment travel > A0110 A0080
mileage miles reimbursement drive own car neighbor relative volunteer appointment gas > A0090 A0080 S0215
parking tolls toll fee appointment > A0170
hotel motel lodging stay overnight room treatment far away > A0180 A0200 S9976 S9994
meals food hotel trip treatment > A0190 A0210 S9977
escort attendant goes along appointment > T2001
# home and community
home health aide bath bathe wash dress help visit hours > G0156 T1021 S9122
personal care bathe bathing dress dressing groom feed toilet eat aide helper hours > T1019 T1020 S5125
housework housekeeping clean cleaning cook cooking laundry chores homemaker maid shop dishes > S5130 S5131 S5120 S5121
laundry wash clothes > S5175
yard snow shovel chores heavy repair > S5120 S5121
companion company sit sitter stay lonely elderly keep watch alone > S5135 S5136
respite break rest caregiver relief vacation tired burnout weekend > S5150 T1005 S5151 H0045 S9125
adult day care center program daytime senior elderly dementia alzheimer during work > S5102 S5100 S5101 S5105
meals wheels food delivered delivery lunch dinner home > S5170
emergency button pendant necklace alert fall fallen panic personal response press help lifeline > S5160 S5161 S5162
foster care home placement family adult child > S5140 S5145 H0041 H0042
assisted living facility apartment waiver move > T2031 T2030
group home residential habilitation disabled live > T2016 T2033 T2032 T2017
nursing home admission screening pasrr mental > T2010 T2011 T1023
move apartment deposit furniture transition institution > T2038
electric utility bills heat rent > T2035
home modification safety inspection assessment house lead > T1028 T1029 S5165
nurse rn home visit skilled registered check wound change dressing bandage iv > G0299 S9123 T1030
nurse lpn home visit licensed practical > G0300 S9124 T1031
nurse private duty night shift hours overnight stay > T1000 S9123 S9124
medication reminder pills phone call > S5185
medicine give administer nurse oral injection visit > T1502 T1503 H0033
physical therapist therapy pt home walk again exercise strength learn > G0151 S9131 G0157
occupational therapist therapy ot home hands dress daily activities > G0152 S9129 G0158
speech therapist therapy home talk swallow stroke > G0153 S9128
social worker home counsel resources > G0155 S9127
home health doctor certify certification sign signing plan recertify paperwork > G0180 G0179 G0181
hospice dying terminal end life comfort home > Q5001 T2042 S9126 G0182
hospice inpatient respite continuous crisis hour > T2044 T2043 T2045
palliative comfort > G0034
case manager management coordinator coordinate care helps services > T1016 T1017 G9012 T2022
navigator navigation patient guide cancer illness community health worker > G0023 G0019 G0140
interpreter translator sign language deaf spanish foreign > T1013
school iep student special education therapy > T1018 T1027
job coach employment work supported training disability > H2023 H2025 T2018 T2019
prevocational workshop skills work prepare disability > T2014 T2015
day habilitation program disabled autism activities > T2020 T2021
camp camping summer disabled child > T2036 T2037
horse riding equine therapy hippotherapy > S8940
art music dance pet therapy activity > G0176 H2032
childcare babysit babysitter daycare child appointment treatment > T1009 T2026 T2027
parent training class caregiver teach family learn > S5110 S5108 S9444 G0541 G0539
# mind and substances
counseling counselor therapist talk therapy mental depression anxiety behavioral > H0004 H2019 H0031
mental health assessment evaluation psychiatric intake > H0031 H2000 H0032
crisis suicidal suicide breakdown emergency mental mobile hotline > H2011 S9484 S9485 H0030
peer support lived experience someone been through recovered mental illness talk > H0038 H0025
psychiatric hospital partial day program intensive outpatient mental > H0035 S9480 H2012 G0410
assertive community treatment team severe schizophrenia > H0040 H0039
psychosocial rehabilitation skills clubhouse mental > H2017 H2030 H2014 H2018
medication training support mental check psychiatrist > H0034 H2010
wraparound home child behavior family emotional troubled teen > H2021 H2022 H2019 H2033
autism behavior therapy aba child skills > H2019 H2014 H2012
developmental delay toddler early intervention test > H2037 G0451 T1024
housing shelter homeless supported supportive > H0043 H0044
alcohol drinking drunk counseling stop alcoholic sober > G0443 H0004 H0005 H0007
alcohol screening questions misuse audit > G0442 H0049 G0396
drug addiction rehab inpatient residential stay pills heroin > H0018 H0019 H0017 H0010 H0011
detox withdrawal alcohol drug hospital sweats > H0010 H0009 H0014 H0012 H0011
drug alcohol assessment evaluation addiction substance > H0001 H0003
intensive outpatient addiction drug alcohol program group > H0015 S9475 H0005
halfway house sober living recovery > H2034
methadone clinic daily opioid heroin dose take home > H0020 G2067 G2078
suboxone buprenorphine opioid addiction office treatment > G2086 G2068 G0533 J0572
narcan naloxone overdose spray take home kit > G2215 G1028 G2216
detoxification education prevention drug school > H0024 H0025 H0029 H0026
smoking quit cigarettes tobacco class counseling stop vape nicotine > S9453 G9016
nicotine patch gum smoking quit > S4990 S4991 S4995
gambling addiction > H0004
drug test urine screen sample opioid job probation > G0480 G0659 H0003 G0481
# checkups and screening
wellness checkup yearly annual physical medicare visit exam > G0439 G0438
welcome medicare first new turning 65 visit checkup physical > G0402
flu influenza shot vaccine giving administration pharmacy > G0008
pneumonia pneumococcal shot vaccine administration giving > G0009
hepatitis shot vaccine administration giving > G0010
vaccine home visit shot bedridden covid > M0201
prep hiv prevention pill counseling injection > G0011 G0012 G0013
mammogram breast 3d tomosynthesis xray lump picture > G0279
pap smear cervical cancer pelvic woman gynecologist test screening exam vaginal > G0101 Q0091 P3000
gynecology annual exam woman > S0610 S0612
prostate psa screening blood test rectal exam man > G0103 G0102
colonoscopy colon cancer screening scope camera bowel butt bottom > G0121 G0105
sigmoidoscopy colon scope short > G0104
stool poop blood test card mail home colon fecal occult > G0328
lung cancer scan smoker screening ct visit decide > G0296
bone density heel scan thin osteoporosis test > G0130
heart disease risk behavioral counseling cholesterol diet aspirin > G0446 G0538
obesity overweight weight loss counseling fat diet bmi > G0447 G0473 S9449
depression screening sad questionnaire annual > G0444
std sti sexually transmitted counseling > G0445
hiv aids test rapid blood oral screening > G0475 G0435 G0432 G0433
hepatitis c antibody test screening > G0472
hepatitis b screening test > G0499
diabetes class education training learn self management teach group > G0108 G0109 S9455 S9460
nutrition diet dietitian food counseling class meal plan > S9470 S9452 G0270
kidney disease class education > G0420 G0421
foot exam diabetic numb neuropathy feeling feet nerve sensation > G0245 G0246 G0247
toenail toenails nails trim trimming clip cut thick podiatrist > G0127 S0390
callus corn foot care routine podiatrist > S0390 G0247
childbirth birth class lamaze labor pregnant prepare > S9436 S9442 S9437
pregnant pregnancy prenatal care high risk visit coordination drugs > H1000 H1001 H1002 H1003 H1005 H1004
breastfeeding lactation class consultant baby latch milk lessons > S9443
newborn baby infant cpr safety class > S9447
exercise fitness class > S9451
stress management class relax > S9454
asthma education class > S9441
genetic counseling test gene dna inherited > S0265 S3870
ivf fertility infertility test tube baby egg sperm embryo insemination > S4011 S4015 S4035 S4022 S4016
sperm bank freeze storage > S4030 S4027 S4026
abortion pill end pregnancy > S0199 S0190 S2260
labor delivery birth center home midwife supplies > S8415 S4005
premature preterm labor contractions home monitor uterine > S9208 S9001
advance directive living will end life wishes discuss planning > S0257
telehealth telemedicine video talk psychiatrist specialist doctor visit computer online remote clinic
    > Q3014 G0425 T1014 G2025
phone call doctor check brief virtual e-visit telephone minutes > G2252 G2251 S0320
picture photo send doctor rash look > G2010 G2250
remote monitoring home vitals > S9110 G0322
clinic visit hospital outpatient > G0463 T1015
federally qualified community health center visit > G0467 G0466 T1015
rural health clinic chronic care management > G0511
urgent care walk in > S9083 S9088
emergency room er department visit level > G0383 G0382 G0384 G0381 G0380
observation hospital hours watch overnight stay > G0378 G0379
trauma team activation > G0390
house call doctor visits home visit > S0273 S0274 G2001
prolonged extra time long visit doctor > G2212 G0316
complex visit ongoing relationship complexity primary > G2211
consult specialist phone interprofessional > G0546
pain chronic management monthly > G3002
dementia alzheimer memory caregiver guide program > G0519 S5102
caregiver training family teach care > G0541 G0539 G0543 S5110
second opinion hospitalist records copy > S0310 S9981
heart rehab cardiac exercise attack bypass monitored program > G0422 G0423 S9472
lung breathing rehab pulmonary copd exercise program > G0237 G0238 G0239 S9473
vestibular dizzy dizziness vertigo balance rehab > S9476
back school exercises > S9117
ostomy nurse stoma teach enterostomal > S9474
lymphedema massage therapy drainage > S8950
acupuncture needles > S8930
chiropractor spine adjust > S8990
decompression spine back stretch table > S9090
hyperbaric oxygen chamber wound dive pressure > G0277 A4575
sleep study home test apnea > G0399 G0398 G0400
ekg ecg heart tracing electrocardiogram > G0403 G0404
pet scan cancer whole body > G0235 G0219 G0252
mri magnetic resonance angiography vessels contrast > C8900 C8909
echocardiogram heart ultrasound echo > C8929 C8921
radiation cancer treatment beam cyberknife stereotactic > G0339 G0340 G0563
prostate seeds radiation brachytherapy > G0458 C2638 C2640
blood draw drawn home lab technician venipuncture nursing > G0471 S9529 P9603 P9604
blood transfusion unit red cells donor whole > P9016 P9010 P9021
plasma frozen unit transfusion > P9017 P9059 P9060
platelets unit transfusion clot low > P9035 P9037 P9019 P9034
albumin protein drip > P9041 P9045 P9047 P9046
prp platelet rich plasma injection own blood wound > G0460 P9020 G0465
blood count cbc test lab anemia > G0306 G0307
newborn screening heel stick metabolic > S3620
hair analysis toxins > P2031
saliva hormone test menopause > S3650
covid test lab swab pcr nose coronavirus > U0002
urine culture infection bacteria > P7001
fecal transplant stool c diff > G0455
chemo chemotherapy infusion pump home start > G0498 S9329 S9330
home infusion antibiotic iv nurse drip > S9494 S9497 S9500 S9379
home infusion tpn nutrition > S9364 S9365
home infusion hydration fluids dehydrated > S9373 S9374
home infusion pain > S9325 S9326
home infusion immune globulin ivig > S9338 G0069
home injection shots therapy > S9542 S9558
home dialysis therapy > S9335 S9339
home wound care visit > S9097
anticoagulation clinic coumadin > S9401
transplant organ lung liver pancreas intestine bone marrow stem cell > S2152 S2150 S2060 S2065
stem cell umbilical cord blood bank > S2142 S2140
breast reconstruction flap after mastectomy > S2068 S2066
snoring surgery laser palate > S2080
knee scope arthroscopy cartilage > G0289 S2112
hip resurfacing replacement metal > S2118
spine disc neck surgery > S2350 S2348
stomach band lap weight adjust surgery > S2083
kidney stone shock wave > S0400 S9034
spina bifida fetal surgery unborn > S2404
dental teeth operating room anesthesia rehab > G0330
cataract lens surgery premium > V2632 V2788 C1780
heart stent coronary artery blocked balloon > C9600 C1874 C1876
pacemaker implant heart battery generator device > C1785 C1786 C2619 C2620
defibrillator implant heart icd > C1722 C1721 C1882
spinal stimulator implant pain nerve > L8679 C1767 C1820 L8687
catheter balloon angioplasty > C1725 C2623
mesh hernia implant > C1781
bone screw anchor plate implant > C1713
artificial joint knee hip implant > C1776
breast implant silicone > C1789 L8600
urinary sling bladder implant > C1771 L8603
sedation moderate conscious asleep procedure > G0500
sleeve gastroplasty stomach > C9784
sign language deaf interpreter > T1013
"""
