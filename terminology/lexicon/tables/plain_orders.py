"""Equipment, supplies and wishes as they are typed on order screens and by patients, with the usual codes."""

ROWS = """
# wheelchairs
hd = heavy duty > E0301
xhd, extra hd = extra heavy duty > E0302
bari, bariatric = heavy duty; bariatric; extra wide > E0301
wheelchair hd, hd wheelchair, heavy duty manual wheelchair, wc hd, bariatric wheelchair, bari wheelchair,
+ wide wheelchair
    = heavy duty wheelchair; extra heavy duty wheelchair
    > K0006 K0007
standard wheelchair adult, wheelchair std adult, adult wheelchair, manual wheelchair adult, basic wheelchair,
+ regular wheelchair
    = standard wheelchair
    > K0001
ultra lt wheelchair, wheelchair ultra lt, ultra lite wheelchair, ultra light wheelchair, wheelchair ultra
    = ultralightweight wheelchair
    > K0005
pelvic belt wheelchair, wheelchair pelvic belt, wheelchair seat belt, wheelchair seatbelt, wheelchair safety belt
    = wheelchair accessory positioning belt safety belt pelvic strap
    > E0978
wheelchair footrest, wheelchair foot rest, wheelchair foot rests, wheelchair footplate, wheelchair foot plate
    = footrest wheelchair; footplate
    > K0037 K0040
u1 battery, wheelchair battery u1, u 1 battery = power wheelchair accessory u 1 sealed > E2365
gp3 power wheelchair, pwc gp3, gp 3 power wheelchair, pwc grp 3, pwc group 3, power wheelchair grp 3,
+ power wheelchair gp3
    = power wheelchair group 3 standard
    > K0848 K0849 K0856 K0861
gp2 power wheelchair, pwc gp2, gp 2 power wheelchair, pwc grp 2, pwc group 2, power wheelchair grp 2,
+ power wheelchair gp2
    = power wheelchair group 2 standard
    > K0823 K0822 K0821 K0820
disabled scooter, scooter disabled, handicap scooter, elderly scooter = power operated vehicle group 1 standard > K0800
# beds, bath, walking
bariatric bed, bari bed, hospital bed hd, hospital bed bariatric, hd hospital bed, hospital bed heavy duty,
+ heavy duty hospital bed, hospital bed bari
    = hospital bed heavy duty; hospital bed extra heavy duty
    > E0303 E0301 E0304 E0302
alternating pressure pad pump, alt pressure pad, alternating pressure pad, apm pump, apm overlay,
+ alternating pressure pump
    = powered pressure reducing mattress overlay pad alternating pump
    > E0181
commode hd, bariatric commode, commode bari, hd commode, bari commode = commode chair extra wide heavy duty > E0168
bath bench, bath stool, tub bench, tub stool, sit in bathtub, seat in bathtub
    = tub stool bench; transfer bench tub
    > E0245 E0247
bedpan fx, fx bedpan, fracture pan = bed pan fracture > E0276
small base quad cane, sbqc cane, large base quad cane, four prong cane = cane quad > E0105
four wheel walker seat, 4ww seat, 4 wheel walker seat, rollator seat, walker wheels seat
    = walker folding wheeled
    > E0143
walker hd, hd walker, walker bariatric, bariatric walker, walker bari, hd bari walker, rollator hd, hd rollator,
+ bari rollator, bariatric rollator
    = walker heavy duty wheeled; walker heavy duty
    > E0149 E0148
walker without wheels, walker no wheels, pickup walker, pick up walker, standard walker
    = walker folding pickup; walker rigid pickup
    > E0135 E0130
seat over toilet, seat put over toilet, toilet booster, toilet seat higher
    = raised toilet seat; commode chair
    > E0244 E0163
cpap without humidifier, cpap no humidifier, cpap only = continuous positive airway pressure cpap device > E0601
# oxygen, suction, breathing
stationary concentrator, o2 stationary concentrator, stationary oxygen concentrator, home concentrator,
+ oxygen concentrator 10 lpm, 10 liter concentrator, 5 liter concentrator, oxygen conc, home oxygen concentrator
    = oxygen concentrator single delivery port; oxygen concentrator dual delivery port
    > E1390 E1391
portable concentrator, portable oxygen concentrator = portable oxygen concentrator > E1392
portable gas oxygen, port gas oxygen, gas oxygen portable, portable gaseous oxygen, e tank, portable oxygen tank
    = portable gaseous oxygen system
    > E0431 K0738
oxygen mask, o2 mask, mask for oxygen = variable concentration mask > A4620
suction tubing, tubing for suction, suction machine tubing, suction hose = tubing suction pump > A7002
suction catheter trach, trach suction catheter, suction cath = tracheal suction catheter > A4624 A4605
cpap filter nondisposable, cpap filter reusable, reusable cpap filter, cpap foam filter
    = filter non disposable positive airway pressure
    > A7039
# diabetes, pumps, feeding
cgm receiver, cgm receiver dexcom, dexcom receiver, libre reader, dexcom reader
    = non adjunctive continuous glucose monitor receiver; adjunctive continuous glucose monitor receiver
    > E2103 E2102
glucose monitor, blood sugar monitor = home blood glucose monitor > E0607
insulin reservoir, insulin pump reservoir, pump reservoir, reservoir insulin pump, insulin cartridge pump
    = syringe needle external insulin pump; supplies external infusion pump syringe cartridge
    > A4232 K0552 A4225
pump infusion sets, pump inf set, pump infusion set = infusion set external insulin pump > A4230 A4231
infusion pump stationary, inf pump stationary, stationary pump, hospital pump home iv
    = parenteral infusion pump stationary
    > E0791
infusion pump ambulatory, inf pump ambulatory, ambulatory pump, cadd pump = ambulatory infusion pump > E0781 E0779
standard formula, formula standard, adult formula, tube feeding adult, jevity, osmolite, isosource, nutren, ensure,
+ boost
    = enteral formula nutritionally complete intact nutrients
    > B4150
needle free insulin, needleless injector, jet injector = needle free injection device > A4210
finger poker, finger pricker, finger stick needles, poke finger, prick finger = lancets; spring powered device lancet
    > A4259 A4258
# stimulators, light, compression
tens 2 lead, two lead tens, 2 lead tens unit = transcutaneous electrical nerve stimulation tens two lead > E0720
tens leads, tens lead wires, lead wires, tens wires = lead wires > A4557
bone stim long bone, bone stimulator leg
    = osteogenesis stimulator electrical non invasive other than spinal
    > E0747
bone stim spine, spinal bone stimulator, bone stimulator spine, spine bone stim, spinal bone stim
    = osteogenesis stimulator non invasive spinal applications
    > E0748
us bone stim, ultrasound bone stimulator, ultrasound bone stim, exogen = osteogenesis stimulator ultrasound > E0760
scd sleeve, scd sleeves, pump sleeve leg, lymph pump sleeve, leg sleeve compression pump
    = pneumatic appliance pneumatic compressor leg; sleeve intermittent limb compression
    > E0667 E0660 A4600
light box, sad light, light box sad, light therapy depression, bright light box = therapeutic lightbox > E0203
# hearing, eyes
ha = hearing aid > V5030
hearing aid battery, hearing aid batteries, ha battery, ha batteries = battery hearing device > V5266
ha fitting, hearing aid fitting, hearing aid orientation, hearing aid check
    = fitting orientation checking hearing aid
    > V5011
cochlear coil, coil cochlear, ci coil, transmitter coil cochlear
    = transmitter cable cochlear implant; transmitting coil cochlear implant
    > L8617 L8618
cochlear battery, cochlear batteries, cochlear implant battery, cochlear implant batteries, ci batteries
    = battery cochlear implant
    > L8622 L8621 L8623 L8624
contact lens gp, gp lens, rgp lens, gas perm contact, rgp contact lens = contact lens gas permeable > V2510
contact lens gp toric, gp toric lens, rgp toric = contact lens gas permeable toric > V2511
iol toric, toric iol, astigmatism iol, astigmatism lens implant = astigmatism correcting function intraocular > V2787
multifocal iol, premium lens implant, presbyopia iol, panoptix = presbyopia correcting function intraocular > V2788
# catheters, ostomy, dressings
closed catheter system, closed cath system, closed intermittent catheter, cath kit closed, touchless catheter,
+ catheter kit no touch
    = intermittent urinary catheter insertion supplies
    > A4353
catheter insertion kit, cath insertion kit, cath kit, foley insertion kit, catheter insertion tray
    = insertion tray
    > A4310 A4354 A4311
ostomy ring, barrier ring, ostomy barrier ring, ostomy seal, eakin seal, adapt ring
    = ostomy skin barrier solid; ostomy accessory
    > A4385 A4414
two piece drainable, ostomy 2pc drainable, 2pc drainable, 2 pc drainable pouch, 2 piece drainable
    = ostomy pouch drainable barrier flange
    > A5063 A4425 A4426
hydrocolloid 4x4, hydrocolloid small, duoderm, duoderm 4x4 = hydrocolloid dressing wound cover 16 less > A6234
medihoney, honey dressing, manuka honey, honey wound = hydrogel dressing; alginate dressing > A6248 A6199
lymph sleeve, lymphedema sleeve, arm compression sleeve, lymphedema arm sleeve
    = gradient compression arm sleeve; gradient pressure aid sleeve
    > A6576 S8424 A6574
# braces, limbs
long leg brace, full leg brace, leg brace full length, full length leg brace, kafo brace
    = knee ankle foot orthosis
    > L2036 L2020 L2000 L2005
collarbone brace, clavicle strap, clavicle brace, figure 8 strap, figure eight brace = shoulder orthosis figure eight
    > L3650 L3660
baby helmet, helmet baby, flat head, baby head helmet, cranial helmet, plagiocephaly helmet = cranial remolding orthosis
    > S1040
socket leg prosthesis, new leg socket, leg socket replacement, prosthetic leg socket, socket artificial leg
    = replacement socket below knee; replacement socket above knee
    > L5700 L5701
fake hand, artificial hand, hand prosthesis, prosthetic hand = electric hand; partial hand > L7007 L6000
neoprene knee, neoprene knee sleeve, neoprene sleeve knee, elastic knee sleeve = knee orthosis elastic > L1812 L1810
# services as patients say them
drinking problem, help with drinking, help with drinking problem, quit drinking, stop drinking, alcohol problem,
+ help drinking too much
    = counseling alcohol misuse; alcohol drug services
    > G0443 H0015 H0005
foot care diabetic, diabetic foot care, foot exam diabetic, diabetic foot exam
    = foot care diabetic; diabetic sensory neuropathy
    > G0247 G0245 G0246 S0390
home aide, aide at home, aide home = aide home health; home health aide > G0156 T1021 S9122
group home, group living, board and care = residential care; behavioral health residential > T2033 H0019
pest control, exterminator, roaches, bed bugs = chore services > S5121 S5120
counseling child, counseling kids, child therapy, therapy for my child, child counseling, kids therapist
    = behavioral health counseling therapy; therapeutic behavioral services
    > H0004 H2019
# drugs as patients say them
allergy shot, allergic asthma shot, hives shot = injection omalizumab > J2357
penicillin shot, penicillin injection, bicillin shot
    = injection penicillin g benzathine; injection penicillin
    > J0561 J0558 J2540
chemo breast cancer, breast cancer chemo, breast cancer drip, breast cancer infusion
    = injection trastuzumab; injection paclitaxel; docetaxel; doxorubicin
    > J9355 J9267 J9171 J9000
nerve block medicine, nerve block drug, nerve block shot, numbing block, block anesthetic
    = injection bupivacaine; injection ropivacaine; injection lidocaine
    > J0665 J2795 J2003
wrinkle filler, face filler, facial filler, cheek filler, sculptra, radiesse, dermal filler, filler injection
    = injection sculptra; injection radiesse; dermal filler
    > Q2028 Q2026 G0429
marijuana pill, cannabis pill, marinol, cesamet, thc pill, marijuana pill for nausea
    = dronabinol; nabilone
    > Q0167 J8650
# more of what patients say
stick to lean on, walking stick, lean stick, stick for walking = cane > E0100 E0105
walker fat person, walker big person, walker obese, walker large person, walker overweight
    = walker heavy duty wheeled; walker heavy duty
    > E0149 E0148
cleft lip bottle, cleft palate bottle, bottle nipples cleft lip, cleft feeder, haberman, special needs feeder
    = haberman feeder
    > S8265
scleral contact, keratoconus contact, contact weird shaped eye, contacts for odd shaped eye, contact lens keratoconus
    = contact lens scleral
    > V2530 V2531
bent fingers, brace for bent fingers, crooked finger, mallet finger, trigger finger, finger contracture
    = finger orthosis
    > L3925 L3927 L3933
sticky bandage, bandage sticky, medical tape, bandage tape, tape for bandage = tape > A4450 A4452
big bandage, big bandage pads, large bandage pad, abd, abdominal pad, abd pads
    = specialty absorptive dressing
    > A6252 A6253 A6251
iodine, iodine solution, iodine swab = betadine iodine; betadine > A4246 A4247
bus clinic, bus to clinic, bus to doctor, bus appointment = non emergency transportation bus > A0110 A0120
crohns shot, shot for crohns, crohns drip, colitis shot, ulcerative colitis infusion
    = vedolizumab; infliximab; ustekinumab
    > J3380 J1745 J3357
poison ivy shot, shot for poison ivy, bad rash shot, rash shot, hives steroid shot
    = triamcinolone; dexamethasone sodium phosphate
    > J3301 J1100
stop heroin shot, shot to stop heroin, shot to stop opioids, heroin shot, opioid craving shot, monthly addiction shot
    = naltrexone depot; buprenorphine extended release
    > J2315 Q9991 Q9992
steroid drip, steroid infusion, solumedrol drip, steroids by iv, iv steroids, iv steroid
    = methylprednisolone sodium succinate; dexamethasone sodium phosphate
    > J2919 J1100
cancer pill, chemo pill, oral chemo, cancer pills, chemotherapy pill
    = prescription drug oral chemotherapeutic; capecitabine
    > J8999
asthma mist, asthma mist medicine, asthma neb medicine, neb medicine, nebulizer medicine, breathing medicine
    = albuterol inhalation solution
    > J7613 J7611
big toe separator, toe spacer, toe separator, bunion splint, bunion brace = hallus valgus dynamic splint; hallux valgus
    > L3100
dark in sun glasses, glasses get dark in sun, glasses darken outside, lenses darken in sunlight,
+ glasses that change in sun,
+ photochromic lenses, light adaptive lenses
    = tint photochromatic
    > V2744
keeps knee from bending, keep knee straight, knee straight brace, stop knee bending, brace knee cannot bend,
+ knee locked straight
    = knee orthosis immobilizer
    > L1830
thing for sleep apnea, sleep apnea, sleep apnea thing, sleep apnea treatment, device for sleep apnea
    = continuous positive airway pressure device; obstructive sleep apnea
    > E0601
not get pregnant shot, shot dont get pregnant, shot so dont get pregnant, prevent pregnancy shot, shot not pregnant
    = injection medroxyprogesterone
    > J1050
crutch arm pads, crutch underarm pads, crutch armpit pads, arm pads crutches = underarm pad crutch > A4635
trach mask, mask for trach, tracheostomy mask = tracheostomy mask > A7525
home dialysis machine, dialysis machine, dialysis machine home, machine for dialysis = hemodialysis machine > E1590
"""
