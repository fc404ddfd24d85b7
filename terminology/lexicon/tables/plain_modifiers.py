"""What billers say for modifiers, screenings and quality measures, with the usual codes."""

ROWS = """
# liability
abn, abn on file, signed abn, abn signed, has abn, waiver on file = waiver liability > GA GU
no abn, abn not on file, without abn, not reasonable and necessary, expected denial, denied not necessary
    = expected denied not reasonable necessary
    > GZ
statutorily excluded, excluded by statute, never covered, not a medicare benefit = statutorily excluded > GY
voluntary abn, voluntary notice = notice liability voluntary > GX
kx medical necessity, kx required, kx is required, medical policy met, coverage criteria met, therapy cap exception,
+ kx med necessity, requirements met
    = requirements medical policy met
    > KX
# rental and purchase, wheels and parts
rental mod, rented equipment = rental dme rented > RR
new dme, purchased new, new purchase = new equipment > NU
used dme, used equipment, purchased used = used durable medical equipment > UE
first month rental, capped rental first month, initial rental month, capped rental month 1
    = initial claim first month rental
    > KH
capped rental month 2, capped rental months 2 3, rental second month, rental third month
    = second third month rental
    > KI
capped rental months 4 13, capped rental month 4, rental months 4 to 15 = capped rental months four fifteen > KJ
maintenance and servicing, capped rental maintenance = six month maintenance servicing fee > MS
replacement dme, replacement of dme, dme replaced, lost or stolen dme = replacement dme orthotic prosthetic item > RA
replacement part repair, part replaced in repair = replacement part dme furnished repair > RB
# sides, fingers, toes, eyelids, vessels
left, lt side, left leg side, left sided = left side > LT
right, rt side, right sided = right side > RT
left thumb, lt thumb, lt hand thumb, thumb left = left hand thumb > FA
right thumb, rt thumb, rt hand thumb, thumb right = right hand thumb > F5
left index finger, lt index finger, left pointer finger = left hand second digit > F1
right index finger, rt index finger, right pointer finger = right hand second digit > F6
left middle finger = left hand third digit > F2
right middle finger = right hand third digit > F7
left ring finger = left hand fourth digit > F3
right ring finger = right hand fourth digit > F8
left pinky, left little finger = left hand fifth digit > F4
right pinky, right little finger = right hand fifth digit > F9
left big toe, lt great toe, lt big toe, left hallux = left foot great toe > TA
right big toe, rt great toe, rt big toe, right hallux = right foot great toe > T5
lad, lad stent, lad artery = left anterior descending coronary artery > LD
rca, rca stent, rca artery = right coronary artery > RC
lcx, circumflex = left circumflex coronary artery > LC
# who, where, how
physical therapist assistant modifier
    = outpatient physical therapy services physical therapist assistant
    > CQ
ot assistant modifier
    = outpatient occupational therapy services occupational therapist assistant
    > CO
pt plan of care = outpatient physical therapy plan care > GP
ot plan of care = outpatient occupational therapy plan care > GO
speech plan of care = outpatient speech language pathology plan care > GN
telehealth synchronous, telehealth synchronous mod, video visit modifier
    = interactive audio video telecommunication
    > GT
store and forward, asynchronous telehealth, telehealth asynchronous = asynchronous telecommunications > GQ
audio only, phone only, telephone only visit, audio only visit = audio only communication technology > FQ
teaching physician, resident teaching physician = resident teaching physician > GC GE
primary care exception, resident without teaching physician = resident without presence teaching physician > GE
split shared, shared visit, split visit = split shared evaluation > FS
mac anesthesia, mac anes, monitored anesthesia = monitored anesthesia care service > QS
anesthesiologist personally, anes personally performed, anesthesia by md = anesthesia performed personally > AA
medical direction 2 4, medical direction anesthesia, anes medical direction
    = medical direction concurrent anesthesia
    > QK
crna supervised, crna with direction, crna directed = crna service medical direction > QX
crna alone, crna without supervision, crna unsupervised = crna service without medical direction > QZ
assistant at surgery pa, pa assist surgery, np assist surgery = assistant surgery > AS
locum tenens, locum, substitute physician, covering physician paid by time = fee time compensation substitute physician
    > Q6
reciprocal billing, covering physician = reciprocal billing arrangement substitute physician > Q5
wasted drug, drug waste, discarded drug, drug wastage = drug amount discarded > JW
no waste, no drug waste, zero waste, no wastage = zero drug amount discarded > JZ
340b, 340b drug = 340b drug pricing > JG TB
given iv modifier, administered iv modifier = administered intravenously > JA
given subq modifier, administered subq modifier = administered subcutaneously > JB
unrelated to hospice, hospice unrelated, not related to hospice, other than hospice illness
    = not related hospice terminal condition
    > GW
hospice attending = attending physician not employed hospice > GV
converted colonoscopy, screening turned diagnostic, screening colonoscopy turned diagnostic
    = colorectal cancer screening converted diagnostic
    > PT
screening mammogram turned diagnostic, mammogram converted = diagnostic mammogram converted screening > GH
screening and diagnostic mammogram same day, bilateral screening mammo mod
    = screening mammogram diagnostic mammogram same
    > GG GH
clia waived, waived test = clia waived test > QW
routine clinical trial, clinical trial routine, routine care in study = routine clinical service research study > Q1
investigational clinical trial, clinical trial investigational, study drug
    = investigational clinical service research
    > Q0
wrong side surgery, wrong body part = surgical procedure wrong body part > PA
# screenings and visits
hep b vax admin, hep b vaccine admin, hepatitis b admin, hep b shot admin, hepatitis b vaccine administration
    = administration hepatitis b vaccine
    > G0010
average risk colonoscopy, colonoscopy average risk, scr colo avg risk, screening colo avg risk, scr colo average risk,
+ screening colonoscopy average risk, colonoscopy not high risk
    = colorectal cancer screening colonoscopy not meeting criteria high risk
    > G0121
scr colo high risk, high risk colonoscopy, screening colo high risk, colonoscopy high risk, high risk colo
    = colorectal cancer screening colonoscopy high risk
    > G0105
blood based crc test, crc blood test, blood test for colon cancer, shield test, blood biomarker colon
    = colorectal cancer screening blood based biomarker
    > G0327
3d mammogram, 3d mammo, tomosynthesis, 3d mammo diagnostic, tomo breast = digital breast tomosynthesis > G0279
pap collection, collect pap, obtain pap, pap specimen collection = screening papanicolaou smear obtaining > Q0091
thin prep, thinprep, pap thin prep, liquid pap = screening cytopathology preservative fluid > G0123
hbv, hbv screen, hep b screen, hepatitis b screening, hep b screening = hepatitis b screening > G0499
hcv, hcv screen, hep c screen, hepatitis c screening, hep c screening = hepatitis c antibody screening > G0472
phq 9 annual, phq9 annual, annual phq, annual phq9, phq screen = annual depression screening > G0444
ippe visit, prev visit ippe, preventive visit ippe, welcome medicare visit
    = initial preventive physical examination
    > G0402
tele stroke consult, telehealth consult er, tele er consult, telehealth consult inpatient
    = telehealth consultation emergency department
    > G0425 G0426 G0427
ccm initiation, ccm initiation visit, ccm care plan, chronic care planning
    = comprehensive assessment care planning chronic
    > G0506
pcm, pcm 30 minutes, principal care management = comprehensive care management single high risk disease > G2064 G2065
cocm initial, cocm initial month, cocm first month, collaborative care first month
    = initial psychiatric collaborative care management first
    > G0502 G2214
hospice care plan oversight, hospice oversight, cpo hospice = physician supervision patient hospice > G0182
igrt, image guided radiation = guidance radiation therapy; localization tracking radiation > G6001 G6002 G6017
estim, e stim, estim unattended, unattended estim, electrical stim unattended
    = electrical stimulation unattended
    > G0283
estim wound, e stim wound, wound estim = electrical stimulation wound care > G0282
disposable npwt, npwt disposable, disposable wound vac, single use npwt, pico dressing visit
    = negative pressure wound therapy mechanically powered; negative pressure wound therapy utilizing disposable
    > G0456 G0457
definitive drug test 22, drug test definitive 22, definitive 22 classes = drug test definitive 22 > G0483
fqhc new, fqhc new patient, fqhc new pt = federally qualified health center visit new patient > G0466
des, drug eluting stent, des stent, coated stent = stent coated > C1874 C1875
us guidance, us guided, ultrasound guidance = ultrasonic guidance > G6001
# quality measures
bmi normal, bmi documented normal, normal bmi = bmi documented within normal parameters > G8420
bmi high plan, bmi above normal plan, high bmi follow up = bmi documented above normal parameters follow up plan > G8417
tobacco screening quality, tobacco use screening, screened for tobacco, smoking screening
    = patient screened tobacco use
    > G9902 G9903 G0030
med list, medication list, medication list documented, med reconciliation documented, meds documented, med rec,
+ med rec documented, current meds documented
    = attests documenting current medications
    > G8427
flu vaccine received, flu shot received, got flu shot, flu vaccine given measure
    = received an influenza vaccine; influenza immunization previously received
    > M1168 G8482
flu vaccine declined, flu shot declined, refused flu shot, flu shot not given, flu vaccine refused
    = influenza immunization not administered
    > G8483
fall risk screen, fall risk screening, falls screening, fall screening = screened future fall risk > M1069
high bp follow up, high blood pressure follow up, elevated bp plan
    = elevated hypertensive blood pressure reading documented
    > G8950
depression screen positive, positive depression screen, depression positive plan, depression screen positive plan,
+ dep screen positive
    = screening depression documented positive follow up plan documented
    > G8431
depression screen negative, negative depression screen, dep screen negative = screening depression documented negative
    > G8510
depression screen not done
    = depression screening not documented
    > G8432
telestroke, tele stroke, stroke telehealth = telehealth acute stroke > G0
# drugs
depomedrol, depo medrol, depomedrol 80 = methylprednisolone acetate > J1010
levophed, norepi = norepinephrine; injection > J3490
rsv shot baby, synagis = palivizumab rsv > S9562
"""
