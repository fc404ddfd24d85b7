"""What people say for parts of the body, for qualities and for kinds of things: rows as `plain_words.py` reads them."""

ROWS = """
# body
heart
    = heart; cardiac; cardiovascular
    > G0422
lung, lungs
    = lung; pulmonary; chest
    > S9473
kidney, kidneys
    = kidney; renal; dialysis
    > G0420
bladder
    = bladder; urinary
    > A4355
stomach, tummy, belly
    = stomach; gastric; gastrostomy; abdominal
    > B4083
leg, legs
    = leg; lower extremity; below knee
    > A5112
arm, arms
    = arm; upper extremity; below elbow
    > L3720
neck
    = neck; cervical
    > L0120
back, spine, backbone
    = back; spine; spinal; lumbar
    > L0625
nose
    = nose; nasal
    > A7034
mouth
    = mouth; oral
    > A7027
throat
    = throat; oropharyngeal; larynx; tracheostomy
    > A4628
brain
    = brain; cranial; neuro
    > E0732
bone, bones
    = bone; osteogenesis; osteoporosis
    > E0747
bowel, gut, guts, intestine
    = bowel; colorectal; colon; intestinal; rectal
    > G0105
butt, bottom, rectum
    = rectal; sitz
    > A4932
womb, uterus
    = uterine; intrauterine; vaginal
    > J7300
penis, male organ
    = penile; male
    > C1813
vagina
    = vaginal
    > J7295
boob, boobs, bosom
    = breast
    > L8020
teeth, tooth
    = tooth; dental
    > G0330
wrist
    = wrist
    > L3908
armpit
    = underarm; axilla
    > E0112
heel bone
    = heel
    > L3300
toe, toes
    = toe; foot digit
    > TA

# people
kid, kids, child, children
    = child; pediatric
    > E1231
baby, babies, newborn, newborns
    = infant; newborn; pediatric
    > S9447
old people, elderly, seniors, senior
    = adult; geriatric
    > S5100
pregnant, pregnancy, expecting mother, prenatal
    = pregnancy; prenatal; maternity; childbirth; obstetric
    > H1000
doctor, doctors
    = physician; doctor
    > S0273
nurse, nurses, rn
    = nurse; nursing
    > T1001
psychologist, shrink, psychiatrist, counselor
    = psychologist; psychiatric; psychotherapy; counseling
    > H0004
social worker
    = social worker
    > G0155

men, man, male, boys
    = male; men
    > A4349
women, woman, female, ladies
    = female; women
    > A4328
both ears, two ears, pair of hearing aids
    = binaural
    > V5120
both eyes, both legs, both arms, both knees, both sides
    = bilateral
    > K1007
mental health, mental illness, psychiatric
    = mental health; behavioral health; psychiatric; psychotherapy
    > H0031
parent, parents, family
    = family; caregiver; parent
    > S9444

# qualities
big, large, oversize, oversized, obese, fat, bariatric, heavy, big person, heavy person, plus size
    = heavy duty; extra wide; large; oversized
    > E0301 K0006
foldable, collapsible, fold up, folds
    = folding
    > E0135
electric, electrical, motorized, motorised, powered, motor, battery operated, battery powered
    = electric; power; powered; battery
    > E0265 K0823
light, light weight
    = lightweight; light
    > K0003
moveable, movable, mobile, transportable
    = portable; mobile
    > E1392
throw away, throwaway, single use, one time use
    = disposable
    > A7004
washable, reusable
    = reusable
    > T4539
yearly, annually, once a year, every year
    = annual; yearly
    > G0438 G0444
monthly
    = per month; monthly
    > A4239
weekly
    = per week; weekly
    > A4221
custom made, made to measure, tailor made
    = custom fabricated; custom
    > L1844
ready made, store bought, over the counter
    = off the shelf; prefabricated
    > L1812
broken, broke
    = fracture; repair
    > E0276
rent, rented, renting
    = rental
    > RR
used
    = used
    > UE

no
    = without
    > E0251

# kinds of things and services
pill, pills, tablet, tablets, by mouth, oral medicine
    = oral; pills
    > J8610
medicine, medication, medications, meds, drug, drugs
    = drug; injection; oral; inhalation
    > J3490
drip, infusion, iv
    = infusion; intravenous
    > E0781
check, checkup, check up, exam, exams
    = examination; screening; assessment; visit
    > G0102 G0402
test, tests, testing
    = test; screening; detection
    > G0103
scan, scans
    = scan; imaging; tomography
    > S8085
class, classes, lesson, lessons, course
    = training; education; classes
    > G0108 S9436
rehab, rehabilitation
    = rehabilitation; treatment program; treatment
    > G0422 H2036
counselling, counseling, advice
    = counseling
    > G0443
ride, rides, trip, trips, transportation, lift to doctor
    = transportation; transport
    > A0100 A0120
surgery, operation
    = surgical; surgery; procedure
    > A4550
machine, device, gadget, apparatus
    = machine; device; system; equipment
    > E1590
hose, tube, tubes, tubing
    = tubing; tube
    > A7037
bag, bags, pouch
    = bag; pouch
    > A4357 A5051
sticker, stick on
    = adhesive
    > A4364
glue
    = adhesive
    > A4364
cream, ointment, lotion
    = ointment; cream; gel; topical
    > A6250
sock, socks
    = sock; stocking
    > L8420
boot, boots
    = boot
    > L4360
shoe, shoes, footwear
    = shoe; footwear
    > A5500
pillow
    = pillow; cushion
    > E0190
mask, face mask
    = mask
    > A7030
chair, seat
    = chair; seat
    > E1031
ramp
    = home modifications
    > S5165
kit, kits, set
    = kit; set
    > A4220
spare part, spare parts, replacement part, extra part
    = replacement; component
    > L7510
repair, fix, fixing
    = repair
    > K0739
battery, batteries
    = battery; batteries
    > V5266
charger
    = charger
    > L7366
surgery tray, procedure tray
    = surgical trays
    > A4550
needles
    = needle
    > A4215
food, nutrition drink, meal replacement, ensure, pediasure, nutrition shake
    = enteral formula; food; nutrition
    > B4150
food thickener, thickener, thick it
    = food thickener
    > B4100
vaccine, vaccines
    = vaccine
    > G0008
cancer
    = cancer; oncology; neoplastic; antineoplastic
    > G0105
stroke
    = stroke
    > G0
diabetes
    = diabetes; diabetic; diabetics
    > G0108
arthritis
    = arthritis
    > G8490
swelling, swollen
    = lymphedema; compression; edema
    > S8950
wound, cut, sore, sores
    = wound; ulcer
    > A6550
burn, burns
    = burn
    > A6501
administer, administering, giving shot = administration > G0008 G0009
"""
