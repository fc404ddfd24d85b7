"""The words that people use around families of codes that are asked for less often."""

EVERY = ""  # words that may be said of each of them
ROWS = """
# ambulance and travel
ambulance supplies disposable basic bandages oxygen used bls > A0382 A0384
ambulance supplies advanced als used iv intubation esophageal > A0398 A0394 A0396 A0392
ambulance waiting time wait hour > A0420
ambulance extra attendant second crew helper > A0424
ambulance refused not transported treated scene came no transport pronounced dead > A0998
ambulance unlisted other > A0999
ambulance miles beyond farther closest not covered preference > A0888
treated place home paramedic instead emergency > G2021 G2022
outside country foreign abroad overseas united states > S9989
lodging place sleep overnight near hospital medicaid escort recipient > A0180 A0200
clinical trial study travel lodging meals research > S9992 S9994 S9996
# devices and their parts
needle free injector jet inject without needle > A4210
insulin lancet laser lens platform meter part > A4257 A4255
tubal permanent sterilization essure tubes tied > A4264
endoscope cover sheath disposable scope > A4270 C1748
bladder nerve stimulator sacral test lead interstim > A4290 L8679 C1767
elastomeric ball pump on-q pain disposable infuser > A4305 A4306 C9804
stool fecal collection bag rectal anus diarrhea pouch > A4330
prostate stent valve urethra device cannot urinate > A4341 A4342 C9739
magnet ring cochlear hearing stick clip skin > A4280 A4438
enema bag tubing tube > A4458 A4457
binder leg arm nonelastic strap compression limb > A4465
nose mouth heat moisture exchanger ventilator filter > A4483
restless legs stimulator band calves > E0743 A4544
hands tremor supplies monthly > A4542 A4541
gel conductive ultrasound electrode paste > A4558 A4559
muscle stimulator disposable patch replacement > A4560
rectal vaginal insert stool leak bowel control > A4563
tongue brain stimulation balance ms gait ponS > A4593 A4594
ventilator battery cable charger power outage backup > A4611 A4612 A4613
breathing circuit tubing ventilator > A4618
face tent mist > A4619
infrared pad replacement > A4639
marker clip breast biopsy tissue > A4648 C1739
dosimeter radiation measure implanted > A4650
dialysis clean sterilize bleach chemicals > A4674
dialysis bicarbonate acid concentrate acetate solution jug > A4706 A4709 A4708 A4707
dialysis peritoneal belt catheter hold > A4653
dialysis numbing cream needle stick fistula > A4736 A4737
dialysis plumbing electrical wiring house install > A4870 E1600
dialysis chair recliner > E1570
dialysis travel portable suitcase small > E1635 E1629
dialysis wearable kidney > E1632
dialysis water treated distilled > A4714
stoma ostomy ring convex insert > A4404 A5093 A4411
ostomy absorbent packets gel crystals liquid thicken > A4422
ostomy cleaner bottle appliance wash > A5131
tube holder g-tube catheter anchor skin adhesive secure > A5200 A4334
tubular dressing sleeve stockinette net > A6457
compression wraps foam sheet channel padding bandaging lymphedema under > A6603 A6594 A6596 A6441
bandage padding soft cotton roll cast under > A6441
glass beads fiber dissolving resorbable dressing > A6460 A6461
nebulizer big large bottle reservoir corrugated tubing trach collar mist > A7007 A7010 A7009 A7012
nebulizer distilled water > A7018
vest hose replacement cystic fibrosis > A7025 A7026
cough assist mask interface > A7020
chest tube drain drainage lung pleural valve bottle collapsed > A7040 A7041 A7048
nose sleep plug provent expiratory snore > A7049
cpap nasal pillows cushions pair replacement > A7033 A7029
cpap oral mouth interface > A7044
cpap exhalation swivel port > A7045
trach valve button stent plug faceplate > A7501 A7524 A7502
swallow capsule pill camera vibrating constipation > A9268 A9269
app digital therapy prescription software phone behavioral cognitive > A9291 A9292 G0552
sensor cgm nondurable transmitter receiver > A9276 A9277 A9278
foot offload boot heel ulcer float pressure > A9283 E0191
ankle rolls inward outward correct > A9285
delivery setup dispensing equipment fee > A9901
fiber additive tube feeding > B4104
fish oil lipid vein omegaven fat > B4187
clear liquids electrolyte electrolytes pedialyte replace fluids tube drink > B4102 B4103
blenderized blended real whole food tube natural > B4149
walker trunk support upright chest > E0140
walker motor battery powered electric > E0152
walker leg extension longer taller > E0158
walker brakes brake replacement > E0159
commode foot rest > E0175
curved penis bent stretch peyronie > E0201
moist hot packs hydrocollator steam > E0225 E0239
iron lung chest shell cuirass negative > E0457 E0459
oxygen tent > E0455
rocking bed breathing > E0462
percussive ventilation intrapulmonary > E0481
ippb intermittent positive pressure breathing > E0500
humidifier bubble oxygen bottle > E0555 E0550 E0560
postural drainage board tilt head down mucus > E0606
tens suit garment conductive glove sock > E0731
overactive bladder ankle nerve tibial stimulator urgency > E0736 E0737
rehab interactive stroke exercise arm screen > E0739
dry mouth stimulator saliva electronic > E0755
nausea wrist band stimulator motion sickness morning > E0765
liver cancer mouth spoon electromagnetic > E0767
wheelchair heel toe loop strap foot slips > E0951 E0952
wheelchair shock absorber bumpy > E1015 E1017
wheelchair one arm drive stroke > E0958
wheelchair arm trough support stroke > E2209
wheelchair crutch cane holder > E2207
wheelchair oxygen tank holder carrier > E2208
wheelchair cup iv hanger pole > K0105
wheelchair caster front wheel small fork > K0071 K0072 K0077
wheelchair rear wheel spokes complete > K0069 K0070 K0065
wheelchair push assist power add-on wheels > E0986 E0983 E0984
wheelchair custom molded contoured seat back child > E2292 E2294 E2293 E2609 E2617
wheelchair power seat lift raise elevate reach high > E2298
wheelchair cushion cover replacement > E2619
wheelchair amputee one leg > E1170 E1171 E1180
wheelchair light sensor attendant control caregiver drives > E2331
power wheelchair heavy duty big 450 600 pounds > K0824 K0826 K0828
power wheelchair group 3 rehab tilt multiple complex > K0861 K0856 K0848
power wheelchair group 4 outdoor rough > K0884 K0868 K0877
power wheelchair child pediatric > K0890 K0891 E1239
ear pressure meniere dizzy pulse generator > E2120
speech device mount arm switch eye gaze accessory > E2512 E2599
quiet voice parkinson louder volume > E3000
loop strap leg wheelchair > K0038
wound suction dressing disposable small portable > K0743 A9272 K0744
heart flutter pulse wave counterpulsation legs squeeze angina chest pain > G0166
brace replace lining soft interface pad worn > L4392 L4394 E1820
corset back front lace > L0972 L0970 L0976
clubfoot shoe wedge boot baby > L3380 L3160 L3161 L3204
shoe custom molded wide odd mismatched size > L3250 L3251 L3254 L3253 L3257
shoe rocker sole stiff plate > L3400 L3420
shoe extra lift attach build > L3310 L3320
eye muscle prism press > V2718
skin test lead nerve sensation numb > G0255
# services
group therapy session psychotherapy > G0410 G0411 H0005
medical team meeting conference interdisciplinary > G0175
rural clinic virtual phone communication > G0071
counseling about vaccine immunization parents > G0310 G0312
pharmacy dispensing fee inhaler nebulizer > G0333
hospice evaluation counseling before choosing decide > G0337 S0255
doctor fills paperwork power wheelchair face > G0372 G0454
dialysis emergency unscheduled hospital > G0257
dialysis acute kidney injury treatment facility > G0491 G0492
biopsy prostate pathology microscope needle > G0416
filler face fat loss hiv > G0429 Q2026 Q2028
meniscus implant collagen knee > G0428
brain nerve monitoring during surgery > G0453
insert rods under skin buprenorphine implant > G0516 G0517 G0518
electrical stimulation wound ulcer therapist > G0281 G0282 G0283
lung volume reduction surgery before after > G0302 G0305
heart scan volume software quantitative > G0183
sacroiliac joint injection hip buttock > G0259 G0260
artery leg angiography picture blocked during heart catheter > G0278
ear tubes child office > G0561
suicide safety plan planning > G0560
after surgery follow up other doctor > G0559
primary care monthly management bundle > G0556 G0557 G0558
prolonged preventive extra time long wellness > G0513 G0514
home dementia respite guide > G0529 G0530 G0531 G0519
anesthesia dental surgery child > G0330
opioid treatment intake first exam > G2076 G2077 G2080
traditional healer native american healing indigenous > H0051 H0052 H0053
family planning education > H1010
sex offender treatment > H2028 H2029
first psychosis young team > H2040 H2041
community support services daily living mental > H2015 H2016
rehab half day program > H2001
teach family about mental illness psychoeducational > H2027
travel blood draw technician miles nursing home > P9603 P9604
urine specimen catheter collect sample > P9612 P9615
cord clamp midwife home birth > S8415
concierge deluxe item > S1001
port flush line draw care home > S5498 S5520 S5521
artificial pancreas closed loop system > S1034
disease management program asthma diabetes enroll > S0315 S0316 S0317
lifestyle heart reversal ornish program > S0340
nurse hotline phone call advice > S0320
comprehensive geriatric assessment old > S0250
second exam college physical > S0622
proctoscopy rectum scope > S0601
magnet infusion scan liver bile duct mrcp > S8037
light ear stimulation auricular > S8930
interferential current stimulator > S8130 S8131
oxygen mask resuscitation > S8999
splint digit finger wrist ankle elbow prefabricated > S8450 S8451 S8452
camp diabetes asthma > T2036
waiver services other medicaid > T2025
breast milk donor human bank > T2101
money financial manage budget self directed > T2040 T2041
clinic visit all inclusive > T1015
lead poisoning house inspect child > T1029
vision screening telescope > V2615
mountain bus mini > A0120
# procedures and implants in hospitals and surgery centers
cement backbone spine broken vertebra compression fracture kyphoplasty vertebroplasty balloon > C7507 C7504 C1062 C7505
hernia repair belly > C7565
thyroid removed > C7555
gallbladder bile duct scope ercp stone > C7542 C7541 C7560
bronchoscopy lung scope biopsy > C7509 C7510 C7511
breast biopsy needle lump > C7501 C7502
bladder scope cystoscopy biopsy > C7550 C7554
enlarged prostate urolift implants pee > C9739 C9740
prostate water jet robot > C2596
heart catheter angiogram coronary arteries > C7516 C7521
heart artery plaque roto drill atherectomy > C9602 C1724
leg artery blocked plaque balloon shock > C9764 C9765 C1725
dialysis fistula graft blocked balloon > C7513 C7514
kidney tube nephrostomy exchange > C7548 C7547
sleep tongue nerve implant inspire > C1767 L8680
high blood pressure kidney nerve ablation > C1735 C1736
irregular heartbeat ablation catheter > C1732 C1733 C2630
heart valve hole closure device septal > C1817
filter vein clot vena cava > C1880
stent vein artery leg bile ureter > C1876 C1874 C2617 C2625
port implanted chemo > C1788
picc line > C1751
drain tube abscess > C1729
breast reconstruction flap > S2068 S2066 S2067
biopsy bone marrow needle powered > C1830
seeds radioactive prostate iodine palladium > C2638 C2640 C1717
freezing nerve knee iovera > C9809 C9808
shoulder balloon spacer rotator cuff > C9781
ultrasound beam tremor uterus focused > C9734
x-ray ct 3d model print > C8001 C9793
mri breast > C8903 C8905 C8908 C8906
mri vessels neck head legs chest > C8909 C8912 C8900
echo stress heart exercise contrast > C8930 C8928
infusion first hour iv pump prolonged > C8957
laminectomy disc back pinched nerve root lumbar minimally > C9757 S2348
bypass heart minimally invasive > S2205 S2206
radiation imrt intensity modulated beam > G6015 G6016
radiation treatment external beam > G6003 G6012 G6011
balloon stomach weight obesity > C9784 C9785
nerve repair tube wrap hand > C9352 C9361 C9355
bone graft putty filler void antibiotic > C1602 C9359 C9362
"""
