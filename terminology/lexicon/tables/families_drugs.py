"""The words that people use around families of drugs that are given by professionals: for what, where to, how often."""

# Words that may be said of each of them.
EVERY = "medicine medication drug shot injection inject injected infusion drip iv vein treatment"
ROWS = """
# cancer
chemo chemotherapy breast cancer her2 > J9355 Q5117 J9306 J9354 J9358
breast cancer hormone shot buttocks monthly > J9395 J9202
prostate cancer hormone shot lower testosterone months > J9217 J9155 J9202 J3315
prostate cancer vaccine > Q2043
lung cancer immunotherapy immune drip > J9271 J9299 J9022 J9173
skin cancer melanoma immune immunotherapy > J9271 J9299 J9228 J9298 J9325
kidney bladder cancer immune > J9271 J9299 J9023
bladder cancer wash instill bcg > J9030
colon cancer colorectal chemo > J9263 J9206 J9190 J9035 J9055 J9303
ovarian cancer chemo > J9267 J9045 J9063 J9035
pancreas pancreatic cancer chemo > J9201 J9264 J9205
lymphoma leukemia antibody chemo > J9312 J9302 J9301 J9042 J9039
multiple myeloma bone marrow blood cancer > J9041 J9144 J9145 J9047 J9176
cart car-t cell therapy own cells engineered lymphoma > Q2042 Q2041 Q2054 Q2055
brain tumor chemo > J9328 J9050 J9035
testicular lymphoma chemo platinum > J9060 J9181 J9040
chemo pill oral cancer tablet > J8999 J8700 J8610 J8530
cancer bone pain strengthen metastases > J0897 J3489 J2430
nausea vomiting vomit throwing throw sick stomach chemo medicine stop > J2469 J2405 J1626 J1453 Q0162 J0185
nausea vomiting injection er sick > J2405 J2550 J2765 J0780
white blood cells count low raise bring boost neutropenia fever chemo infection > J1442 J2506 Q5101 Q5108 Q5110
red blood cells count low anemia raise kidney dialysis tired boost > J0885 J0881 J0882 Q4081 Q5106 Q5105 J0888
platelets low count raise itp bleeding > J2802
iron low drip infusion anemia deficiency tired > J1756 J1439 Q0138 J1437 J1750 J2916
rescue leucovorin folinic chemo protect > J0640 J0641 J1190 J9209
mouth sores palifermin > J2425
gout uric acid lower > J2507
tumor lysis > J2783
radioactive radiation drug injection bones prostate cancer > A9606 A9607 A9600 A9604
radioactive iodine thyroid overactive cancer hyperthyroid swallow capsule > A9517 A9530 A9528 A9529 A9531
neuroendocrine carcinoid tumor shot radioactive octreotide > J2353 J1932 A9513 J1930
acromegaly hormone growth giant > J2353 J1930 J2502
# joints, bowels, skin, nerves, immune
rheumatoid arthritis joints infusion shot biologic swollen > J1745 J3262 J0129 J1602 J9312 J0717
psoriasis psoriatic plaques skin biologic > J3357 J1628 J1745 J3247 J2327 J0139
crohn crohns ulcerative colitis bowel gut inflammation infusion > J1745 J3380 J3358 J2327 J0717 J3357
lupus infusion > J0490 J0491
multiple sclerosis ms infusion twice year > J2350 J2323 J2329 J0202
myasthenia gravis muscle weakness droopy > J9332 J9334 J1303 J9333
immune globulin ivig antibodies antibody weak system deficiency drip under skin
    > J1459 J1561 J1569 J1568 J1559 J1555 J1566 J1575
hereditary angioedema swelling attack hae > J0597 J0598 J1744 J1290 J0593
asthma severe eosinophil biologic shot monthly hives > J2357 J2182 J0517 J2786 J2356
eczema hives xolair allergy shot > J2357
allergic reaction allergy anaphylaxis bee sting epipen epinephrine peanut > J0165 J0169 J1200
thyroid eye disease bulging > J3241
migraine headache botox infusion preventive > J0585 J3032 J3030 J1110
botox wrinkle wrinkles spasm spasticity twisted neck clench toxin muscle eyelid armpit sweating
    > J0585 J0588 J0586 J0587
alzheimer alzheimers memory dementia infusion amyloid > J0174 J0175
als lou gehrig muscle spinal atrophy child gene > J1304 J2326 J3399
parkinson off episodes apomorphine pump > J0364
enzyme replacement rare disease gaucher fabry pompe > J1786 J0180 J0221 J3060
sickle cell crisis > J0791
hemophilia bleeder bleeding clotting factor eight nine viii ix > J7192 J7195 J7190 J7170 J7189
von willebrand bleeding > J7187 J7179
schizophrenia bipolar monthly shot psychosis long acting antipsychotic voices
    > J2426 J0401 J2794 J1631 J2680 J1944 J2358
agitated agitation calm psychotic injection > J1630 J3486 J2060
depression nasal spray ketamine esketamine infusion > G2082 S0013 G2083
opioid alcohol craving monthly shot vivitrol naltrexone > J2315
opioid addiction monthly shot buprenorphine sublocade > Q9991 Q9992 J0577 J0578
osteoporosis bones thin weak brittle twice year yearly shot infusion > J0897 J3489 J3111 J1740
# eyes, joints, pain
eye injection macular degeneration wet shot blind retina diabetic > J0178 J2778 J2777 J0179 C9257 J9035
eye geographic atrophy dry macular > J2781 J2782
eye implant steroid inside swelling > J7312 J7313 J7311 J7314
eye drops surgery cataract dexamethasone > J1096 J1095
knee gel shot hyaluronic acid arthritis rooster lubricate joint cushion > J7325 J7321 J7323 J7324 J7318 J7322 J7327
steroid cortisone shot joint inflammation back knee shoulder hip epidural > J3301 J1010 J1100 J0702
steroid iv drip flare high dose > J2919 J1720 J1100
steroid pill prednisone oral > J7512 J7510 J8540 J7509
numb numbing local anesthetic lidocaine block dentist stitches > J2003 J2004 J0665 J2795
pain shot strong narcotic morphine opioid hospital > J2270 J1171 J3010 J2175
pain shot toradol non narcotic anti-inflammatory kidney stone headache > J1885
fever tylenol iv acetaminophen > J0131 J0136
muscle relaxer spasm injection > J2360 J2800
pain pump spine baclofen spasticity > J0475 J0476 J2278
# heart, blood, hormones
blood thinner shot belly clot clots prevent dvt heparin lovenox > J1650 J1644 J1645 J1652
clot buster stroke dissolve heart attack > J2997 J3101
clear clogged catheter picc line clot > J2997
reverse blood thinner antidote > J7169 J7168 J2720
vitamin b12 shot energy tired anemia > J3420
vitamin k shot newborn clot > J3430
vitamin c iv drip > J3490
testosterone shot low male hormone men > J1071 J3121 J3145 S0189
estrogen shot menopause hot flashes > J1380 J1410 J1000
progesterone shot pregnancy preterm birth > J2675 J1726 J1729
growth hormone child short > J2941
fertility shots eggs ovulation hcg > J0725 S0122 S0126 S0128
thyroid test injection > J3240
low sugar glucagon emergency kit unconscious > J1610 J1611
iv fluid fluids saline dehydration dehydrated dehydrate drip bag salt water hydration > J7030 J7040 J7050 J7120
sugar water dextrose iv > J7060 J7070 J7042
potassium magnesium iv low > J3480 J3475
calcium iv low > J0612 J0613
water pill iv swelling lasix fluid heart failure > J1938
heart rate fast rhythm iv > J0282 J0153 J1160
stress test heart chemical > J2785 J0153 J1245 J1250
blood pressure low raise > J2371
cholesterol shot twice year > J1306
kidney dialysis parathyroid vitamin d itch > J0606 J2501 J0636 J1270 J0879
seizure seizures epilepsy iv stop > J2060 J1953 J1165 J3360 C9254
sleep sedation anesthesia put under > J2704 J2250 J3360
rh negative pregnancy shot rhogam > J2790 J2788
labor induce contractions > J2590
bleeding after birth > J2210
mifepristone miscarriage abortion > S0190 S0191
# infections
antibiotic antibiotics shot infection butt gonorrhea strep > J0696 J0561 J0558
antibiotic iv infection strong mrsa vancomycin > J3373 J3374 J0878
antibiotic iv pneumonia hospital > J0696 J1956 J0456 J2543
penicillin shot syphilis strep > J0561 J2540
fungus fungal yeast infection iv > J1450 J2248 J0637 J0287
virus herpes shingles iv > J0133
hiv shot every two months injection > J0741
covid infusion treatment antibody hospital > J0248 Q0249 M0224
cystic fibrosis inhaled antibiotic > J7682 J7639
inhale asthma copd albuterol nebulizer medicine breathing solution > J7613 J7620 J7611 J7626 J7644
malaria quinine > J0390
tetanus shot cut > J1670
snake bite spider antivenom > J0840 J0841
lead poisoning chelation metal > J0600 J3520 J0470
transplant rejection prevent drug organ > J7507 J7517 J7502 J7515 J0485 J7511
skin filler face hiv > Q2028 Q2026
hair loss prostate pill > S0138
# pictures
contrast dye mri gadolinium > A9579 A9585 A9575 A9577 A9576
contrast dye ct scan iodine xray > Q9967 Q9966 Q9965
contrast dye barium > A9698
heart scan nuclear stress tracer radioactive > A9500 A9502 A9505 A9555
pet scan tracer sugar radioactive cancer > A9552
pet scan prostate psma tracer > A9595 A9596 A9593 A9594 A9608
pet scan brain alzheimer amyloid tracer > A9586 Q9982 Q9983
bone scan nuclear tracer technetium > A9503 A9561
dat scan parkinson brain > A9584
gallbladder scan hida > A9537 A9510
lung scan clot ventilation > A9540 A9558 A9567
bubbles echo heart ultrasound contrast > Q9957 Q9950 Q9956
"""
