"""What people say for drugs and what they are for, with the usual codes."""

ROWS = """
insulin, insulin shot, insulin injection = injection insulin > J1815
heparin, heparin injection, heparin sodium, blood thinner heparin = injection heparin sodium > J1644 J1643
heparin flush, heparin lock, heparin lock flush = heparin lock flush > J1642
lidocaine, lidocaine injection, numbing shot = injection lidocaine > J2003 J2004
blood thinner shot, thin blood medicine injection, blood thinner, anticoagulant, blood thinner injection
    = enoxaparin; heparin sodium; fondaparinux
    > J1650 J1644
d5w, dextrose 5, 5 dextrose, dextrose water, sugar water iv, d 5 w = 5 dextrose water; infusion d5w; d5w > J7060 J7070
d5ns, d5 normal saline, dextrose saline, dextrose in saline = 5 dextrose normal saline > J7042
lr, lactated ringers, ringers, ringers lactate = ringers lactate > J7120
iv fluids, fluids, hydration fluid, iv fluid = infusion normal saline solution; ringers lactate > J7030 J7120
leuprolide, leuprolide acetate, leuprolide depot, prostate cancer shot
    = leuprolide acetate; leuprolide
    > J9217 J1950 J9218
infliximab, infliximab injection = infliximab excludes biosimilar; infliximab > J1745 Q5103
bevacizumab, bevacizumab injection = bevacizumab 10 mg; bevacizumab > J9035
risperidone injection, risperidone er injection, risperidone long acting, risperidone = injection risperidone > J2794
etoposide = etoposide > J9181
olanzapine injection, olanzapine = injection olanzapine; olanzapine > J2358 J2359
pemetrexed = pemetrexed not otherwise specified; pemetrexed > J9305
daunorubicin = daunorubicin > J9150
melphalan, melphalan hcl = melphalan hydrochloride; melphalan > J9245 J8600
triamcinolone, triamcinolone acetonide, triamcinolone injection
    = triamcinolone acetonide not otherwise specified; triamcinolone acetonide
    > J3301
albuterol, albuterol neb, albuterol nebulizer, albuterol nebulizer solution, albuterol unit dose,
+ albuterol inhalation
    = albuterol inhalation solution fda approved unit dose; albuterol inhalation
    > J7613 J7611
albuterol ipratropium = albuterol ipratropium > J7620
gamma globulin, gamma globulin im, gammaglobulin, immune globulin im, ig shot
    = gamma globulin intramuscular
    > J1460 J1560
ivig, iv immunoglobulin, intravenous immune globulin, immune globulin, immunoglobulin
    = immune globulin intravenous
    > J1459 J1599
subcutaneous immune globulin, scig, immune globulin subcutaneous
    = immune globulin 100 mg; immune globulin
    > J1559 J1555 J1558
rho d immune globulin, rho gam, rh shot, rh negative shot, rh factor shot = rho d immune globulin full dose > J2790
tetanus immune globulin = tetanus immune globulin > J1670
factor 8, factor viii, factor eight, hemophilia a factor, hemophilia shot, hemophilia factor
    = factor viii
    > J7192 J7190
factor 9, factor ix, factor nine, hemophilia b factor = factor ix > J7195 J7193
factor 7, factor vii, factor viia, factor 7a = factor viia > J7189
factor 13, factor xiii = factor xiii > J7180
factor 10, factor x = factor x > J7175
von willebrand, von willebrand factor, vwf = von willebrand factor > J7187 J7183 J7179
hyaluronic acid, hyaluronic acid knee, hyaluronic acid injection, gel shot knee, gel shots for knee,
+ rooster comb shot, viscosupplementation, viscosupplement, knee gel injection, knee gel, gel injection,
+ chicken shot knee
    = hyaluronan derivative intra articular
    > J7325 J7321 J7323 J7324
hylan, hylan g f 20 = hyaluronan derivative synvisc > J7325
asthma shot, asthma biologic, asthma injection, monoclonal antibody asthma injection, severe asthma shot,
+ biologic for asthma
    = omalizumab; mepolizumab; benralizumab; tezepelumab; reslizumab
    > J2357 J2182 J0517 J2356
rheumatoid arthritis infusion, ra infusion, ra biologic, arthritis infusion, rheumatoid arthritis shot
    = infliximab; abatacept; tocilizumab; golimumab
    > J1745 J0129 J3262 J1602
crohns infusion, crohn s infusion, colitis infusion, ibd infusion
    = infliximab; vedolizumab; ustekinumab
    > J1745 J3380 J3358
psoriasis shot, psoriasis injection = ustekinumab; tildrakizumab; etanercept > J3357 J3245
ms infusion, multiple sclerosis infusion, multiple sclerosis shot, ms shot
    = ocrelizumab; natalizumab; interferon beta
    > J2350 J2323
migraine shot, migraine infusion, headache infusion, migraine injection
    = eptinezumab; dihydroergotamine; onabotulinumtoxina
    > J3032 J1110 J0585
nausea shot, anti nausea injection, nausea medicine iv, antiemetic injection, nausea injection, nausea iv,
+ vomiting shot
    = injection ondansetron; injection palonosetron; injection granisetron; injection promethazine
    > J2405 J2469 J1626 J2550
pain shot, pain injection, pain shot in er, pain medicine injection, narcotic shot
    = injection ketorolac; injection morphine; injection hydromorphone; injection meperidine
    > J1885 J2270 J1171 J2175
allergy shot benadryl, allergic reaction shot = diphenhydramine; epinephrine > J1200 J0165
epinephrine, epi, epinephrine injection, adrenaline, adrenaline shot = injection epinephrine > J0165
antibiotic shot, antibiotic injection, penicillin shot, antibiotic iv
    = ceftriaxone; penicillin g benzathine
    > J0696 J0561
penicillin, penicillin injection, penicillin g, bicillin = penicillin g benzathine; penicillin g > J0561 J2540
gout infusion, gout shot, gout iv = pegloticase > J2507
osteoporosis shot, osteoporosis injection, weak bones shot, bone shot, osteoporosis infusion, bone strengthening shot,
+ brittle bone shot
    = denosumab; romosozumab; zoledronic acid; ibandronate; teriparatide
    > J0897 J3111 J3489 J1740
iron infusion, iron shot, iv iron, iron injection, iron iv, low iron infusion
    = iron sucrose; ferric carboxymaltose; ferumoxytol; iron dextran
    > J1756 J1439 Q0138 J1750
anemia shot, epo, epo shot, anemia injection, red blood cell shot, esa, procrit shot
    = epoetin alfa; darbepoetin alfa
    > J0885 J0881 Q4081
white blood cell shot, wbc shot, white cell booster, neutropenia shot, gcsf, g csf, low white count shot
    = filgrastim; pegfilgrastim
    > J2506 J1442 Q5101
platelet shot, low platelets drug, itp drug = romiplostim > J2802
vitamin b12, b12, b12 shot, b 12, vitamin b 12 shot, b12 injection = vitamin b 12 cyanocobalamin > J3420
vitamin d iv, calcitriol injection = calcitriol > J0636
vitamin k shot, vitamin k injection = vitamin k > J3430
testosterone, testosterone shot, low t shot, t shot, testosterone injection
    = testosterone cypionate; testosterone
    > J1071 J3121
estrogen shot, hormone shot, estrogen injection = estradiol valerate; estrogen conjugated > J1380 J1410
progesterone shot, progesterone injection = progesterone > J2675
birth control shot, depo, depo shot = medroxyprogesterone acetate > J1050
iud, coil birth control, intrauterine device, birth control coil
    = intrauterine contraceptive system; intrauterine copper contraceptive
    > J7298 J7300 J7297
copper iud = intrauterine copper contraceptive > J7300
hormonal iud = levonorgestrel releasing intrauterine contraceptive > J7298
botox, botox shot, botox injection, wrinkle shot, botulinum toxin, wrinkle injection, botulinum
    = onabotulinumtoxina; botulinum
    > J0585
abobotulinumtoxintypea, abobotulinum = abobotulinumtoxina > J0586
snake bite, antivenom, snake bite medicine, antivenin, rattlesnake bite = crotalidae > J0840 J0841
scorpion sting, scorpion antivenom = centruroides > J0716
overdose shot, naloxone, opioid overdose, overdose reversal = naloxone > J2312
schizophrenia shot, long acting antipsychotic, antipsychotic injection, psych shot, monthly psych shot
    = paliperidone palmitate; aripiprazole; risperidone; haloperidol decanoate
    > J2426 J0401 J2794 J1631
anxiety shot, sedative injection, calm down shot, sedation = lorazepam; midazolam; diazepam > J2060 J2250 J3360
seizure medicine iv, seizure shot, seizure injection
    = levetiracetam; fosphenytoin; lorazepam; phenytoin
    > J1953 Q2009 J2060
water pill iv, diuretic injection, furosemide, lasix = furosemide; bumetanide > J1938
macular degeneration shot, eye shot, eye injection, wet macular degeneration shot, wet amd injection, shot in the eye,
+ amd injection
    = aflibercept; ranibizumab; faricimab; brolucizumab
    > J0178 J2778 J2777
dry macular degeneration, geographic atrophy = pegcetacoplan intravitreal; avacincaptad > J2781 J2782
thyroid eye disease = teprotumumab > J3241
car t, car t cell, car t therapy = car positive t cells; autologous > Q2042 Q2041
immunotherapy, cancer immunotherapy, checkpoint inhibitor, pd 1 inhibitor
    = pembrolizumab; nivolumab; atezolizumab
    > J9271 J9299 J9022
chemo drug, chemotherapy drug, cancer drug = antineoplastic drug; chemotherapy > J9999 Q0084
chemo taxol = paclitaxel > J9267
oral chemo, chemo pill, chemo pills, oral chemotherapy = oral chemotherapeutic; capecitabine oral > J8999 J8522
unlisted drug, unclassified drug, noc drug, not otherwise classified drug, misc drug
    = unclassified drugs; not otherwise classified drugs
    > J3490 J9999
unlisted biologic, unclassified biologic = unclassified biologics > J3590
unlisted dme, misc dme, miscellaneous dme, dme not otherwise specified, unlisted equipment
    = durable medical equipment miscellaneous
    > E1399
unlisted supply, misc supplies, miscellaneous supply
    = miscellaneous dme supply; surgical supply miscellaneous
    > A9999 A4649
unlisted prosthetic, misc prosthesis
    = lower extremity prosthesis not otherwise specified; unlisted procedure prosthetic
    > L8499 L5999
unlisted orthotic, misc brace
    = lower extremity orthoses not otherwise specified; orthosis not otherwise specified
    > L2999 L3999
steroid pills, prednisone, prednisone tablet, prednisone oral, steroid pill = prednisone oral > J7512
methotrexate, methotrexate shot = methotrexate sodium; methotrexate > J9260 J8610
cyclosporine, cyclosporine oral = cyclosporine oral; cyclosporine > J7502 J7515 J7516
transplant drugs, anti rejection pills, anti rejection medicine, rejection drug
    = tacrolimus; mycophenolate; cyclosporine
    > J7507 J7517
ondansetron, ondansetron injection, ondansetron iv = injection ondansetron > J2405
ondansetron oral, ondansetron tablet, ondansetron odt = ondansetron oral > Q0162 S0119
chlorpromazine = injection chlorpromazine; chlorpromazine > J3230
buprenorphine shot, buprenorphine extended release, sublocade = buprenorphine extended release > Q9991 Q9992
suboxone, buprenorphine naloxone, suboxone film = buprenorphine naloxone oral > J0572
glucagon, glucagon injection = glucagon > J1610
terbutaline, terbutaline sulfate injection = injection terbutaline > J3105
potassium, potassium iv, kcl = potassium chloride > J3480
magnesium iv, mag sulfate, mag = magnesium sulfate > J3475
calcium gluconate, calcium iv = calcium gluconate > J0612
contrast, ct contrast, iv contrast, contrast dye, xray dye, ct dye, iodine dye
    = low osmolar contrast material; contrast material
    > Q9967 Q9966
mri contrast, gadolinium, mri dye, gad
    = gadolinium based magnetic resonance contrast agent; magnetic resonance contrast
    > A9579
pet scan tracer, fdg, pet dye, pet tracer, f18 fdg = fluorodeoxyglucose > A9552
heart stress test drug, chemical stress test, lexiscan, stress test drug, adenosine stress
    = regadenoson; adenosine
    > J2785 J0153
skin substitute, skin graft product, amniotic membrane, amnion, placenta graft, wound graft
    = skin substitute not otherwise specified; amniotic membrane; skin substitute
    > Q4100
fat loss shot, double chin shot = deoxycholic acid > J0591
dupuytren shot, hand contracture injection, peyronie shot = collagenase clostridium histolyticum > J0775
fertility shot, hcg, hcg shot, fertility injection = chorionic gonadotropin; follitropin > J0725 S0126
growth hormone, hgh = somatropin > J2941
prep injection, hiv prep shot, hiv prep injection = cabotegravir pre exposure prophylaxis; lenacapavir > J0739 J0738
prep, prep pill, truvada prep, hiv prep, hiv prep pill, hiv prevention pill
    = pre exposure prophylaxis oral; pre exposure prophylaxis
    > J0750 J0751
labor drug, induce labor, labor induction drug = oxytocin > J2590
preterm birth shot, premature labor shot = hydroxyprogesterone caproate; terbutaline > J1729 J3105
"""
