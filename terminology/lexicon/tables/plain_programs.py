"""What people say for services of Medicaid, behavioral health, home health and teaching, with the usual codes."""

ROWS = """
# alcohol and drugs
sud assessment, sud eval, substance abuse eval, substance abuse assessment, addiction assessment, drug assessment,
+ substance use assessment
    = alcohol drug assessment; alcohol drug screening
    > H0001 H0049
sud group, sa group, sud group therapy, substance abuse group, substance abuse group therapy, sud counseling group,
+ addiction group, addiction group counseling, group counseling sud, substance use group, group counseling
    = alcohol drug services group counseling
    > H0005
sud case management, addiction case management, addiction case manager, substance abuse case management
    = alcohol drug services case management
    > H0006
sud crisis, substance abuse crisis = alcohol drug services crisis intervention > H0007
inpatient detox, hospital detox, acute detox hospital, medical detox = alcohol drug services detoxification hospital
    > H0009 H0008 H0011
social detox, residential detox, detox center = alcohol drug services detoxification residential > H0010 H0011 H0012
outpatient detox, ambulatory detox, detox at home = alcohol drug services ambulatory detoxification > H0014 H0012
drug and alcohol screen, drug alcohol screening, sud screen, sud screening = alcohol drug screening > H0049 H0003
urine collection drug test, specimen collection drug test, collect urine drug test
    = alcohol drug testing collection handling
    > H0048
brief intervention alcohol, brief intervention sud, brief alcohol intervention
    = alcohol drug brief intervention; alcohol substance misuse
    > H0050 G0396
sbirt, sbirt 15 minutes = alcohol drug brief intervention; alcohol substance misuse structured assessment
    > G0396 H0050 H0049
sud hourly, sud treatment hourly, sud treatment per hour = alcohol drug treatment program per hour > H2035
sud per diem, sud program per diem, sud program daily = alcohol drug treatment program per diem > H2036
sud nos, substance abuse nos = alcohol drug abuse services not otherwise specified > H0047
family counseling addiction, family counseling substance abuse, couples counseling addiction, sud family counseling
    = alcohol substance abuse services family couple counseling
    > T1006
sober living, halfway house, sober house = alcohol drug abuse halfway house > H2034
otp naltrexone, vivitrol otp, naltrexone bundle = medication assisted treatment naltrexone > G2073
otp bup, otp buprenorphine, buprenorphine bundle, suboxone bundle, suboxone weekly, otp suboxone, suboxone clinic
    = medication assisted treatment buprenorphine oral
    > G2068
sublocade otp, brixadi otp, injectable buprenorphine otp = medication assisted treatment buprenorphine injectable
    > G2069 G0533
otp no drug, otp non drug, otp bundle without drug, weekly bundle without drug
    = medication assisted treatment weekly bundle not including drug
    > G2074
otp intake, opioid intake = intake activities initial medical examination > G2076
methadone take home, take home methadone, methadone takehome = take home supply methadone > G2078
buprenorphine take home, bup take home, suboxone take home, take home suboxone = take home supply buprenorphine > G2079
narcan take home, take home narcan, naloxone take home, narcan nasal spray, naloxone nasal spray
    = take home supply nasal naloxone
    > G2215 G1028
start bup ed, ed buprenorphine, suboxone in er, start suboxone er, ed bup induction, buprenorphine initiation
    = initiation medication opioid use disorder emergency department
    > G2213
suboxone office visit, office based opioid treatment, obot, oud office treatment
    = office based treatment opioid use disorder
    > G2086 G2087
# behavioral health
individual therapy, talk therapy, bh counseling, mh counseling, mental health counseling, behavioral counseling therapy,
+ therapy session, psychotherapy, counseling 15 min bh, individual counseling
    = behavioral health counseling therapy
    > H0004
mh assessment, bh assessment, psychosocial assessment, mh eval, mental health eval, mental health evaluation
    = mental health assessment
    > H0031
treatment plan behavioral, tx plan development, mental health treatment plan, bh treatment plan, mh treatment plan,
+ mh care plan
    = mental health service plan development
    > H0032
observe medication, watch patient take pills, directly observed therapy, watch take medicine, dot therapy
    = oral medication administration direct observation
    > H0033
medication training, teach about psych meds, med training support = medication training support > H0034
bh screening, behavioral health screening, bh screening for admission = behavioral health screening > H0002
crisis line, crisis hotline, suicide hotline, mental health hotline = behavioral health hotline > H0030
mh nos, mental health nos = mental health services not otherwise specified > H0046
bh med management, med management bh, medication management bh, psych med management
    = comprehensive medication services; medication training support
    > H2010 H0034
day treatment, bh day treatment, mental health day treatment, mental health day program, psych day treatment
    = behavioral health day treatment; mental health partial hospitalization
    > H2012 H0035
short term residential, bh residential, residential treatment short term, group home mental health
    = behavioral health short term residential; behavioral health residential
    > H0018 H0019
long term residential, residential treatment long term, rtc long term = behavioral health long term residential > H0019
tbs, therapeutic behavioral, behavior therapy autism, aba services = therapeutic behavioral services > H2019 H2020
mst, mst juvenile, therapy for juvenile offenders = multisystemic therapy juveniles > H2033
comprehensive community support, ccs support, community support worker, ccs 15 min
    = comprehensive community support services
    > H2015 H2016
crisis mh, crisis mental health, mental health crisis, psych crisis, crisis stabilization, crisis per hour,
+ crisis mh hour
    = crisis intervention mental health; crisis intervention service
    > S9484 S9485 H2011
crisis mh per diem, crisis mental health per diem, crisis per diem = crisis intervention mental health per diem > S9485
crisis psychotherapy, psychotherapy for crisis = psychotherapy crisis > G0017 G0018
safety planning, suicide safety plan, safety plan = safety planning interventions > G0560
family therapy home, family crisis, family stabilization = family stabilization > S9482
peer navigator, peer support navigation = principal illness navigation peer support > G0140
pin services, illness navigation, cancer navigator, patient navigator = principal illness navigation services > G0023
chw, community health worker, chi services, community health integration = community health integration services
    > G0019 G0022
digital mental health, mental health app, digital therapeutic = digital mental health treatment > G0552
# nursing and aides
rn 15 min, rn per 15 minutes, rn services, registered nurse 15 min = rn services > T1002
lpn 15 min, lpn services, lvn services = lpn lvn services > T1003
home health aide hourly, hha hourly, aide per hour, home aide hour = home health aide home per hour > S9122
private rn, private rn hourly, home nurse hourly, rn hourly = nursing care home registered nurse per hour > S9123
cna visit, cna home visit, hha visit, aide visit, home aide visit
    = home health aide certified nurse assistant; aide home health
    > T1021 G0156
med admin home health, med admin by home health nurse, give pills at home nurse, nurse gives medicine at home
    = administration oral intramuscular subcutaneous medication health care agency
    > T1502
pill dispenser, medication dispenser, automatic pill dispenser, medication dispenser machine, pill reminder machine
    = electronic medication compliance management device
    > T1505
wound ostomy nurse, ostomy nurse, wocn, et nurse, stoma nurse = enterostomal therapy registered nurse > S9474
pt visit home health, pt home health, hh pt, hh pt visit, physical therapist home health
    = physical therapist home health; physical therapy home
    > G0151 S9131
pta home health, pta visit, hh pta, pta hh = physical therapist assistant home health > G0157 G2168
ot home health, hh ot, ot visit home health = occupational therapist home health > G0152 S9129
ota home health, ota visit, hh ota, cota home health, cota visit = occupational therapist assistant home health
    > G0158 G2169
st home health, hh slp, speech home health, slp visit home health = speech language pathologist home health > G0153
msw visit, hh msw, msw home health, social worker home health = clinical social worker home health; social work home
    > G0155 S9127
pt maintenance home, maintenance program pt home = physical therapist home establishment maintenance program > G0159
rn teaching hh, nurse teaching home, rn education home = skilled services registered nurse training education > G0495
rn observation assessment hh, rn assess home = skilled services registered nurse observation assessment > G0493
blood draw home, blood draw at home, home venipuncture, home blood draw, homebound lab draw
    = venipuncture home bound; collection venous blood venipuncture
    > S9529 G0471
# plans of care and visits
hh cert, home health certification, md cert home health, certify home health = certification home health > G0180
hh recert, home health recertification, recertify home health, recert home health = re certification home health > G0179
care plan oversight home health, cpo home health, cpo hh = supervision patient home health > G0181
clinic visit, facility clinic visit, hospital clinic visit, opps clinic visit, outpatient clinic visit,
+ hospital based clinic visit, hopd visit, facility e m
    = hospital outpatient clinic visit
    > G0463 T1015
sdoh assessment, sdoh risk assessment, sdoh screening, sdoh screen, social risk assessment,
+ social determinants screening, social needs screening
    = social determinants health risk assessment
    > G0136
type b er level 1, type b ed level 1 = level 1 hospital emergency department type b > G0380
apcm, advanced primary care management, apcm level 2 = advanced primary care management services > G0557 G0556 G0558
ascvd risk, heart risk assessment, ascvd risk assessment = atherosclerotic cardiovascular risk assessment > G0537
caregiver training, caregiver education, train the caregiver = caregiver training > G0541 G0539 G0543
virtual check in, virtual checkin, phone check in doctor = virtual check in > G2012 G2251
prep counseling, hiv prep counseling = counseling pre exposure prophylaxis > G0011 G0013
prep injection, hiv prep shot, apretude injection visit = injection pre exposure prophylaxis > G0012
immunization counseling, vaccine counseling = immunization counseling > G0310 G0315 G0314 G0311
prolonged office visit, prolonged visit office, prolonged e m office = prolonged office outpatient evaluation > G2212
prolonged home visit = prolonged home residence evaluation > G0318
prolonged nursing facility, prolonged snf visit = prolonged nursing facility evaluation > G0317
wound glue, skin glue, dermabond, close wound with glue = wound closure tissue adhesive > G0168
nail trim, nail trimming, toenail trimming, nail debridement = trimming dystrophic nails > G0127
ear wax removal, earwax, cerumen removal = removal impacted cerumen > G0268
# rides
nemt, nemt trip, nemt ride, medicaid ride, medicaid transportation = non emergency transportation encounter trip
    > T2003 A0100
escort for transport, transport escort, attendant for ride, transport attendant
    = non emergency transportation patient attendant escort
    > T2001
van conversion, vehicle modification, vehicle mods, van lift, car modification, wheelchair ramp for car, ramp for van,
+ wheelchair van modification, adapt car
    = vehicle modifications
    > T2039
stretcher transport, stretcher van, gurney van = non emergency transportation stretcher van > T2005
# waiver, living, meals
assisted living daily, assisted living per diem = assisted living waiver per diem > T2031
adult day care, adult daycare, day care for seniors, place to go during day, day program adults, adult day health,
+ senior day care
    = day care services adult
    > S5102 S5100 S5101
lead paint test, lead paint test house, lead inspection, lead testing house = environmental lead investigation > T1029
meals on wheels, meal delivery, home delivered meals = home delivered meals > S5170
ccbhc, ccbhc daily, ccbhc per diem = certified community behavioral health clinic per diem > T1040
case management 15 min, case mgmt 15 min, case manager 15 minutes = case management each 15 minutes > T1016
targeted case management, tcm targeted, tcm 15 minutes = targeted case management each 15 minutes > T1017
case management mental health, mental health case management, bh case management
    = case management; targeted case management
    > T1016 T1017 T2023
# infusion and feeding at home, by day
home pd, pd at home, home peritoneal dialysis = home therapy peritoneal dialysis > S9339
home iv antibiotics, home antibiotics, home iv abx, home infusion antibiotics
    = home infusion therapy antibiotic
    > S9494 S9500 S9497
home tube feeding pump, home enteral pump per diem, home tube feeding pump per diem
    = home therapy enteral nutrition pump
    > S9342
home pain infusion, pain pump at home, home pca = home infusion therapy pain management > S9325 S9326
bili light visit, home bili light, home phototherapy visit = home visit phototherapy > S9098
# teaching
dm education, diabetes education, diabetes teaching, diabetes class, dm education follow up
    = diabetes outpatient self management training; diabetic management program
    > G0108 G0109 S9140
dm group class, diabetes group class, diabetic group class, diabetes class group
    = diabetes self management training group; diabetic management program group
    > G0109 S9455
insulin pump training, insulin pump start, learn insulin pump, pump training = insulin pump initiation > S9145
nutritional counseling, nutrition counseling, dietitian counseling = nutritional counseling > S9470
birthing class, birth class = birthing classes > S9442 S9436
dizziness therapy, balance therapy, vertigo therapy, vestibular therapy = vestibular rehabilitation > S9476
mld, mld therapy, lymph massage, lymphatic massage, lymphatic drainage = complex lymphedema therapy > S8950
ckd education, kidney disease education, kidney education = educational services chronic kidney disease > G0420 G0421
# more of home health, telehealth, dementia, families and travel
lpn home health, hh lpn, lpn hh, lpn visit hh, lpn visit home health
    = direct skilled nursing services licensed practical nurse home health
    > G0300
rn home health, hh rn, rn hh, rn visit hh, skilled nursing visit, sn visit, snv
    = direct skilled nursing services registered nurse home health
    > G0299
social worker hospice, hospice social worker, msw hospice = clinical social worker home health hospice > G0155
pt maintenance hh, physical therapy maintenance home, hh pt maintenance = physical therapist home maintenance program
    > G0159
nurse teaching caregiver, nurse teach family, teach caregiver nurse, nurse education family
    = skilled services training education patient family member; training education family
    > G0495 G0496 G0164
e visit nonphysician, evisit nonphysician, digital e m nonphysician, online assessment nonphysician,
+ portal message therapist
    = nonphysician online assessment management
    > G2061 G2062 G2063
critical care tele consult, critical care telehealth, tele icu consult
    = telehealth consultation critical care initial
    > G0508
apcm one condition, apcm level 1, apcm one chronic condition, apcm 1
    = advanced primary care management one chronic
    > G0556
apcm level 3, apcm qmb = advanced primary care management qualified medicare beneficiary > G0558
peer support pin, pin peer support, peer support illness navigation = principal illness navigation peer support > G0140
mdpp, mdpp session, diabetes prevention program, diabetes prevention class, prediabetes class, prediabetes program
    = diabetes prevention
    > G9886 G9887 G9873
lung ca screening counseling, lung cancer screening counseling, ldct counseling, sdm lung screening
    = counseling visit lung cancer screening
    > G0296
hbv vaccine, hepatitis b vaccination, hep b vaccination = administration hepatitis b vaccine > G0010
php education, php education training, partial hospitalization education = training educational mental health > G0177
mdt conference, interdisciplinary conference, team conference, multidisciplinary conference
    = interdisciplinary team conference
    > G0175
si joint injection, sacroiliac injection, sacroiliac joint injection, si injection
    = injection procedure sacroiliac joint
    > G0260 G0259
home inr strips, inr test strips, inr supplies, inr strips, home inr supplies
    = test materials equipment home inr
    > G0249
esketamine visit, esketamine 56 mg, spravato visit, spravato 56, esketamine visit 56 mg
    = office evaluation management esketamine 56
    > G2082
esketamine 84, esketamine 84 mg, spravato 84, esketamine visit 84 mg
    = office evaluation management esketamine greater
    > G2083
epsdt visit, epsdt exam, epsdt screening, head start exam, well child medicaid
    = completed early periodic screening
    > S0302
homemaker, homemaker 15 min, homemaker service, homemaker help = homemaker service > S5130 S5131
chore service, chore help, heavy cleaning = chore services > S5120 S5121
picc insertion home, picc line insertion home, home picc, picc placement home
    = home infusion therapy insertion peripherally inserted central
    > S5522
midline insertion, midline insertion home, midline placement = home infusion therapy insertion midline > S5523
ivf global, global fee ivf, ivf cycle, in vitro fertilization, test tube baby, complete ivf
    = complete in vitro fertilization
    > S4015
iud insertion, iud insertion kit, insert iud, iud placement = contraceptive intrauterine device; intrauterine device
    > S4989
nicotine gum, nicorette gum, quit smoking gum = smoking cessation gum > S4995
case conference, medical conference, conference with team
    = medical conference physician interdisciplinary team
    > S0220 S0221
mileage taxi, taxi mileage, cab mileage = non emergency transportation taxi; non emergency transportation mileage
    > A0100 S0215
volunteer driver, mileage volunteer driver, volunteer driver mileage, neighbor drives
    = transportation per mile volunteer
    > A0080
airfare, airfare medicaid, plane ticket, plane tickets, airline ticket, fly to treatment
    = non emergency transportation air travel
    > A0140
rsv shot, rsv antibody = palivizumab rsv > S9562
"""
