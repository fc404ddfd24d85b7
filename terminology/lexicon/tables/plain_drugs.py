"""What people say for injections and drugs: rows as `plain_words.py` reads them."""

ROWS = """
numbing cream, numbing gel, numbing patch
    = lidocaine tetracaine; lidocaine
    > C9285
contraceptive ring, nuvaring, nuva ring
    = vaginal ring
    > J7295
nicotine patch, nicotine patches, nicotine gum, smoking patch
    = nicotine patches; nicotine
    > S4990 S4991
anesthesia medicine, anesthetic, put to sleep medicine, sleep drug for surgery
    = propofol; ketamine; midazolam; anesthetic
    > J2704
blood pressure shot, high blood pressure shot
    = hydralazine; labetalol; enalaprilat; metoprolol
    > J0360
heart attack drug, chest pain drug
    = nitroglycerin; alteplase; tenecteplase; eptifibatide
    > J2305
low blood pressure, pressor, pressors
    = norepinephrine; phenylephrine; vasopressin; dopamine
    > J2598
irregular heartbeat, heart rhythm drug
    = amiodarone; adenosine; diltiazem; digoxin
    > J0282
low potassium, potassium shot
    = potassium chloride
    > J3480
low magnesium, magnesium shot, magnesium
    = magnesium sulfate
    > J3475
low calcium, calcium shot
    = calcium gluconate; calcium chloride
    > J0612
low sugar, low blood sugar, sugar emergency, glucagon kit
    = glucagon
    > J1610
fungus, fungal infection, antifungal
    = amphotericin; caspofungin; micafungin; voriconazole; fluconazole
    > J1450 J0637
virus infection, antiviral
    = acyclovir; ganciclovir; remdesivir; peramivir
    > J0248
hiv shot, hiv drug, hiv prevention shot, prep shot
    = cabotegravir; lenacapavir; rilpivirine; pre exposure prophylaxis
    > J0739
transplant drug, anti rejection, antirejection drug, organ transplant medicine
    = tacrolimus; cyclosporine; mycophenolate; sirolimus; immunosuppressive
    > J7507 J7517
leukemia drug, leukemia, lymphoma drug
    = rituximab; azacitidine; cytarabine; asparaginase; venetoclax
    > J9025 J9312
multiple myeloma, myeloma drug
    = bortezomib; daratumumab; carfilzomib
    > J9145 J9047
cataract surgery drug
    = phenylephrine ketorolac
    > J1097
wet macular degeneration, macular degeneration shot
    = aflibercept; ranibizumab; faricimab
    > J0178
alzheimers, alzheimer s drug, dementia drug, memory drug
    = lecanemab; donanemab; aducanumab
    > J0174
sickle cell
    = crizanlizumab; sickle
    > J0791
lupus, lupus infusion
    = belimumab; anifrolumab
    > J0490
eczema shot, hives shot
    = omalizumab; tralokinumab
    > J2357
alcohol craving shot, alcoholism shot
    = naltrexone
    > J2315
tumor imaging, pet scan dye, pet tracer
    = fluorodeoxyglucose; positron emission
    > A9552
# injections and drugs
shot, shots, jab, needle injection
    = injection
    > J3111 J3301
steroid, steroids, cortisone, corticosteroid, steroid injection, cortisone injection, cortisone shot, steroid shot
    = triamcinolone acetonide not otherwise specified injection; methylprednisolone acetate injection; dexamethasone
    = sodium phosphate injection; betamethasone injection; triamcinolone acetonide; methylprednisolone; dexamethasone;
    = betamethasone; hydrocortisone
    > J3301 J1010 J1100 J0702
flu shot, flu jab, flu vaccine, flu vaccination, flu immunization, fluzone, flucelvax, fluad
    = influenza virus vaccine administration; influenza vaccine
    > G0008
pneumonia shot, pneumonia vaccine, pneumonia vaccination, pneumonia jab, prevnar, pneumovax
    = pneumococcal vaccine administration
    > G0009
hepatitis shot, hep b shot, hep b vaccine, hepatitis b shot
    = hepatitis b vaccine administration
    > G0010
covid shot, covid vaccine at home, covid vaccination, corona shot, coronavirus vaccine
    = covid 19 vaccine
    > M0201
vaccination, immunization, immunisation
    = vaccine
    > G0008 G0009
birth control shot, contraceptive shot, depo shot, depo provera
    = medroxyprogesterone
    > J1050
birth control implant, contraceptive implant, arm implant for birth control, nexplanon, implanon
    = etonogestrel implant
    > J7307
birth control ring, vaginal ring
    = vaginal ring
    > J7295
birth control patch
    = contraceptive patch; contraceptive hormone patch
    > J7304
birth control pill, birth control pills
    = contraceptive pills
    > S4993
birth control, contraception
    = contraceptive; contraceptive intrauterine
    > A4267 J7300
iud, intrauterine device, hormonal iud
    = intrauterine contraceptive
    > J7297 J7298 J7300
copper iud, copper coil
    = intrauterine copper contraceptive
    > J7300
morning after pill
    = contraceptive pills
    > S4993
allergy shot, epipen, epi pen, adrenaline
    = epinephrine injection; epinephrine
    > J0165
allergic reaction
    = epinephrine; diphenhydramine
    > J0165 J1200
benadryl
    = diphenhydramine
    > J1200
weak bones, brittle bones, thin bones, bone loss, soft bones, bone strengthening, fragile bones
    = weak bones; denosumab injection; romosozumab injection; zoledronic acid; teriparatide; ibandronate; osteoporosis
    > J0897 J3489
bone shot, bone injection, osteoporosis shot, osteoporosis injection, bone density shot
    = denosumab injection; romosozumab injection; zoledronic acid injection; teriparatide injection; ibandronate
    = injection
    > J0897 J3111
eye shot, eye injection, shot in the eye, macular degeneration
    = aflibercept injection; ranibizumab injection; faricimab; bevacizumab injection; brolucizumab
    > J0178 J2778
wrinkle shot, wrinkle injection, wrinkles
    = onabotulinumtoxina; abobotulinumtoxina
    > J0585
knee gel, knee gel shot, gel shot, gel injection, rooster comb, rooster comb injection, knee lubricant,
+ viscosupplement, viscosupplementation
    = hyaluronan intra articular injection; hyaluronan
    > J7321 J7325
knee shot, knee injection, joint injection, joint shot
    = hyaluronan intra articular injection; triamcinolone acetonide injection
    > J7321 J3301
pain shot, pain injection, painkiller shot
    = ketorolac injection; morphine injection; hydromorphone injection; meperidine injection
    > J1885 J2270
painkiller, pain killer, pain reliever, pain medicine, narcotic, opioid
    = morphine; ketorolac; hydromorphone; fentanyl; meperidine
    > J2270 J1885
numbing, numbing medicine, numbing shot, local anesthetic
    = lidocaine; bupivacaine; ropivacaine; chloroprocaine
    > J2003 J0665
nausea, nausea shot, anti nausea, vomiting, throwing up, upset stomach
    = ondansetron; antiemetic; granisetron; promethazine; prochlorperazine; metoclopramide
    > J2405
antibiotic, antibiotics, antibiotic shot, infection shot
    = ceftriaxone; penicillin; cefazolin; vancomycin; gentamicin; azithromycin
    > J0696 J0690
penicillin shot, bicillin
    = penicillin g benzathine
    > J0561
blood thinner, blood thinners, blood thinning, anticoagulant, clot prevention
    = heparin injection; enoxaparin; dalteparin; fondaparinux
    > J1644 J1650
clot buster, clot dissolver, stroke drug, clot busting
    = alteplase; tenecteplase; reteplase
    > J2997 J3101
iron shot, iron infusion, iron iv, low iron, anemia shot, low blood
    = iron sucrose injection; iron dextran; ferric carboxymaltose; ferumoxytol; ferric
    > J1756 J1439
red blood cell booster, blood booster, epo
    = epoetin; darbepoetin
    > J0885 J0881
white blood cell booster, white cell booster, neutropenia
    = filgrastim; pegfilgrastim
    > J1442 J2506
b12, b12 shot, b 12, vitamin b12 shot
    = vitamin b 12; cyanocobalamin
    > J3420
vitamin k
    = vitamin k; phytonadione
    > J3430
vitamin d
    = doxercalciferol; paricalcitol; calcitriol
    > J1270 J2501
low testosterone, low t, male hormone, testosterone shot
    = testosterone injection
    > J1071 J3121
female hormone, estrogen shot
    = estradiol injection; estrogen
    > J1380 J1410
growth hormone
    = growth hormone; somatropin
    > J2941
diabetic, diabetics
    = diabetic; diabetes
    > A5500 G0108
migraine, migraine shot, headache shot
    = eptinezumab; dihydroergotamine; sumatriptan
    > J3030 J3032
muscle relaxer, muscle relaxant, muscle spasm
    = orphenadrine; methocarbamol
    > J2360 J2800
sedative, sedation, sleeping medicine, calm down shot
    = midazolam; diazepam; lorazepam; propofol
    > J2250 J2060
seizure, seizures, epilepsy
    = levetiracetam; phenytoin; fosphenytoin; lacosamide; phenobarbital; seizure
    > J1953 J1165
water pill, fluid pill, water shot, diuretic
    = furosemide; bumetanide; torsemide
    > J1938
heartburn, acid reflux, stomach acid
    = pantoprazole; famotidine; esomeprazole
    > S0164
overdose, overdose reversal, narcan
    = naloxone
    > G2215
opioid addiction, opioid treatment, suboxone
    = buprenorphine naloxone; buprenorphine; methadone
    > J0572
asthma shot, asthma injection, severe asthma
    = omalizumab; mepolizumab; benralizumab; reslizumab; tezepelumab
    > J2357 J2182
breathing treatment, breathing treatments, nebulizer medicine, inhaler medicine, rescue inhaler, asthma
    = albuterol inhalation; albuterol ipratropium; levalbuterol inhalation; ipratropium; budesonide inhalation
    > J7613 J7620
puffer, inhaler
    = inhaler; metered dose inhaler
    > A4627
psoriasis shot, psoriasis
    = ustekinumab; guselkumab; tildrakizumab; risankizumab; secukinumab
    > J3357 J1628
crohns, crohn s, crohns disease, bowel inflammation, ulcerative colitis
    = infliximab; vedolizumab; ustekinumab; certolizumab
    > J1745 J3380
arthritis shot, rheumatoid arthritis, arthritis infusion
    = adalimumab; etanercept; golimumab; abatacept; tocilizumab; infliximab; certolizumab
    > J1745 J0129
multiple sclerosis, ms infusion, ms drug, ms shot
    = ocrelizumab; natalizumab; ublituximab; interferon beta; alemtuzumab; ofatumumab
    > J2350 J2323
gout, gout infusion
    = pegloticase; rasburicase; colchicine
    > J2507
immunity infusion, antibodies infusion, immunoglobulin, immune globulin, gamma globulin, gammaglobulin, ivig,
+ immunoglobulin infusion
    = ivig; immune globulin intravenous; immune globulin
    > J1459 J1569
rh shot, rhogam shot, rh negative shot
    = rho d immune globulin
    > J2790
hemophilia, bleeding disorder, clotting factor, clotting factors
    = antihemophilic factor; factor viii; factor ix; hemophilia
    > J7192 J7195
dialysis anemia
    = epoetin esrd; epoetin
    > Q4081
prostate cancer shot, prostate shot, hormone shot for prostate
    = leuprolide; goserelin; degarelix; triptorelin
    > J9217 J9202
breast cancer drug, breast cancer shot
    = trastuzumab; fulvestrant; pertuzumab
    > J9355 J9395
lung cancer drug
    = pembrolizumab; pemetrexed; atezolizumab; durvalumab; ramucirumab
    > J9271 J9305
immunotherapy, cancer immunotherapy
    = pembrolizumab; nivolumab; atezolizumab; durvalumab; ipilimumab
    > J9271 J9299
cancer drug, cancer medicine, chemo drug
    = antineoplastic; chemotherapy drug; chemotherapeutic
    > J9999 J8999
schizophrenia shot, antipsychotic shot, antipsychotic
    = aripiprazole; paliperidone; risperidone; haloperidol; olanzapine; fluphenazine
    > J2426 J1631
infertility, fertility shot, fertility drug
    = menotropins; chorionic gonadotropin; follitropin; urofollitropin
    > S0122 J0725
preterm birth shot, premature birth shot
    = hydroxyprogesterone caproate
    > J1729
labor induction, labour induction
    = oxytocin
    > J2590
thyroid
    = thyrotropin; levothyroxine
    > J3240
lead poisoning
    = edetate calcium disodium; dimercaprol
    > J0600
snake bite, snakebite, antivenom, antivenin, venom
    = antivenin crotalidae; crotalidae; antivenin; centruroides
    > J0840
nerve gas, poisoning antidote
    = pralidoxime; atropine
    > J2730
sugar water, iv fluids, iv fluid, hydration fluid
    = normal saline solution infusion; dextrose saline; ringers lactate infusion
    > J7030 J7120
salt water, saltwater, saline bag
    = normal saline solution; saline
    > J7030 A4216
lactated ringers
    = ringers lactate
    > J7120
contrast, contrast dye, mri dye, ct dye, xray dye, imaging dye
    = contrast material; contrast agent
    > A9579 Q9967
humira
    = humira; adalimumab
    > J0139
lovenox
    = lovenox; enoxaparin
    > J1650
enbrel
    = enbrel; etanercept
    > J1438
remicade
    = remicade; infliximab excludes biosimilar; infliximab
    > J1745
prolia, xgeva
    = prolia; xgeva; denosumab
    > J0897
reclast, zometa
    = reclast; zometa; zoledronic acid
    > J3489
forteo
    = forteo; teriparatide
    > J3110
toradol
    = toradol; ketorolac
    > J1885
rocephin
    = rocephin; ceftriaxone
    > J0696
zofran
    = zofran; ondansetron injection; ondansetron
    > J2405
phenergan
    = phenergan; promethazine
    > J2550
decadron
    = decadron; dexamethasone
    > J1100
solumedrol, solu medrol
    = solumedrol; solu medrol; solu medrol; methylprednisolone sodium succinate
    > J2919
celestone
    = celestone; betamethasone
    > J0702
kenalog
    = kenalog; triamcinolone acetonide not otherwise specified; triamcinolone acetonide
    > J3301
lasix
    = lasix; furosemide
    > J1938
valium
    = valium; diazepam
    > J3360
ativan
    = ativan; lorazepam
    > J2060
haldol
    = haldol; haloperidol
    > J1630
dilaudid
    = dilaudid; hydromorphone
    > J1171
demerol
    = demerol; meperidine
    > J2175
humalog, novolog, lantus, humulin, novolin, insulin shot, diabetes shot, sugar shot
    = insulin injection per 5 units; insulin
    > J1815
imitrex
    = imitrex; sumatriptan
    > J3030
avonex, rebif
    = avonex; rebif; interferon beta 1a
    > Q3027 Q3028
betaseron
    = betaseron; interferon beta 1b
    > J1830
copaxone
    = copaxone; glatiramer
    > J1595
lupron
    = lupron; leuprolide
    > J9217
zoladex
    = zoladex; goserelin
    > J9202
taxol
    = taxol; paclitaxel
    > J9267
taxotere
    = taxotere; docetaxel
    > J9171
alimta
    = alimta; pemetrexed not otherwise specified; pemetrexed
    > J9305
gemzar
    = gemzar; gemcitabine
    > J9201
adriamycin
    = adriamycin; doxorubicin
    > J9000
cytoxan
    = cytoxan; cyclophosphamide
    > J9075
procrit, epogen
    = procrit; epogen; epoetin
    > J0885
neupogen
    = neupogen; filgrastim g csf; filgrastim
    > J1442
venofer
    = venofer; iron sucrose
    > J1756
ventolin, proventil, proair
    = albuterol inhalation
    > J7613
pulmicort
    = pulmicort; budesonide inhalation
    > J7626
duoneb
    = duoneb; albuterol ipratropium
    > J7620
xopenex
    = xopenex; levalbuterol inhalation
    > J7614
synvisc
    = synvisc; hylan g f 20; hylan
    > J7325
"""
