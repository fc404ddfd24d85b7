"""Names of drugs that people know and CMS's texts and crosswalk lack: rows as `plain_words.py` reads them."""

ROWS = """
tylenol, ofirmev
    = tylenol; ofirmev; acetaminophen injection
    > J0131
compazine
    = compazine; prochlorperazine
    > J0780
reglan
    = reglan; metoclopramide
    > J2765
pepcid
    = pepcid; famotidine
    > J1308
protonix
    = protonix; pantoprazole
    > J2470
ancef, kefzol
    = ancef; kefzol; cefazolin
    > J0690
vancocin
    = vancocin; vancomycin
    > J3373
levaquin
    = levaquin; levofloxacin
    > J1956
diflucan
    = diflucan; fluconazole
    > J1450
versed
    = versed; midazolam
    > J2253
xylocaine
    = xylocaine; lidocaine
    > J2003
marcaine, sensorcaine
    = marcaine; sensorcaine; bupivacaine
    > J0666
norflex
    = norflex; orphenadrine
    > J2360
vistaril
    = vistaril; hydroxyzine
    > J3410
thorazine
    = thorazine; chlorpromazine
    > J3230
bumex
    = bumex; bumetanide
    > J1939
cardizem
    = cardizem; diltiazem
    > J1163
adenocard, adenoscan
    = adenocard; adenoscan; adenosine
    > J0153
cordarone, nexterone
    = cordarone; nexterone; amiodarone
    > J0282
nitrostat
    = nitrostat; nitroglycerin
    > J2305
pitressin, vasostrict
    = pitressin; vasostrict; vasopressin
    > J2598
pitocin
    = pitocin; oxytocin
    > J2590
methergine
    = methergine; methylergonovine
    > J2210
boniva
    = boniva; ibandronate
    > J1740
miacalcin
    = miacalcin; calcitonin salmon
    > J0630
mozobil
    = mozobil; plerixafor
    > J2562
eloxatin
    = eloxatin; oxaliplatin
    > J9263
platinol
    = platinol; cisplatin
    > J9060
paraplatin
    = paraplatin; carboplatin
    > J9045
vepesid, toposar
    = vepesid; toposar; etoposide
    > J8560
oncovin, vincasar
    = oncovin; vincasar; vincristine
    > J9370
velban
    = velban; vinblastine
    > J9360
navelbine
    = navelbine; vinorelbine
    > J9390
mutamycin
    = mutamycin; mitomycin injection
    > J9280
blenoxane
    = blenoxane; bleomycin
    > J9040
dtic
    = dtic; dacarbazine
    > J9130
cubicin
    = cubicin; daptomycin
    > J0878
invanz
    = invanz; ertapenem
    > J1335
merrem
    = merrem; meropenem
    > J2185
primaxin
    = primaxin; imipenem cilastatin
    > J0743
zosyn
    = zosyn; piperacillin tazobactam
    > J2543
fortaz, tazicef
    = fortaz; tazicef; ceftazidime
    > J0713
claforan
    = claforan; cefotaxime
    > J0698
mefoxin
    = mefoxin; cefoxitin
    > J0694
nebcin
    = nebcin; tobramycin injection
    > J3260
amikin
    = amikin; amikacin
    > J0278
foscavir
    = foscavir; foscarnet
    > J1455
robinul
    = robinul; glycopyrrolate
    > J1596
anectine, quelicin
    = anectine; quelicin; succinylcholine
    > J0330
spinraza
    = spinraza; nusinersen
    > J2326
intralipid
    = intralipid; lipids parenteral nutrition
    > B4185
atropen
    = atropen; atropine sulfate injection
    > J0461
protopam
    = protopam; pralidoxime
    > J2730
cardiolite
    = cardiolite; technetium tc 99m sestamibi
    > A9500
lymphazurin
    = lymphazurin; isosulfan blue
    > Q9968
lanoxin
    = lanoxin; digoxin
    > J1160
apresoline
    = apresoline; hydralazine
    > J0360
inderal
    = inderal; propranolol
    > J1800
lopressor
    = lopressor; metoprolol
    > J0616
cogentin
    = cogentin; benztropine
    > J0515
dilantin
    = dilantin; phenytoin
    > J1165
cerebyx
    = cerebyx; fosphenytoin
    > Q2009
keppra
    = keppra; levetiracetam
    > J1953
vimpat
    = vimpat; lacosamide
    > C9254
nubain
    = nubain; nalbuphine
    > J2300
stadol
    = stadol; butorphanol
    > J0595
talwin
    = talwin; pentazocine
    > J3070
sublimaze
    = sublimaze; fentanyl
    > J3010
imuran
    = imuran; azathioprine
    > J7500
cellcept
    = cellcept; mycophenolate mofetil
    > J7517
prograf
    = prograf; tacrolimus
    > J7525
rapamune
    = rapamune; sirolimus
    > J7520
neoral, sandimmune
    = neoral; sandimmune; cyclosporine
    > J7502
medrol
    = medrol; methylprednisolone oral
    > J7509
deltasone
    = deltasone; prednisone
    > J7512
rheumatrex, trexall
    = rheumatrex; trexall; methotrexate oral
    > J8610
emend
    = emend; fosaprepitant; aprepitant
    > J1453 J0185
aloxi
    = aloxi; palonosetron
    > J2469
kytril
    = kytril; granisetron
    > J1626
anzemet
    = anzemet; dolasetron
    > J1260
marinol
    = marinol; dronabinol
    > Q0167
fragmin
    = fragmin; dalteparin
    > J1645
arixtra
    = arixtra; fondaparinux
    > J1652
angiomax
    = angiomax; bivalirudin
    > J0583
integrilin
    = integrilin; eptifibatide
    > J1327
aggrastat
    = aggrastat; tirofiban
    > J3246
desferal
    = desferal; deferoxamine
    > J0895
infed
    = infed; iron dextran
    > J1750
ferrlecit
    = ferrlecit; sodium ferric gluconate
    > J2916
zemplar
    = zemplar; paricalcitol
    > J2501
hectorol
    = hectorol; doxercalciferol
    > J1270
sensipar
    = sensipar; cinacalcet
    > J0604
calcijex
    = calcijex; calcitriol
    > J0636
carnitor
    = carnitor; levocarnitine
    > J1955
sandostatin
    = sandostatin; octreotide
    > J2353
pergonal, menopur
    = pergonal; menopur; menotropins
    > S0122
novarel, pregnyl
    = novarel; pregnyl; chorionic gonadotropin
    > J0725
delestrogen
    = delestrogen; estradiol valerate
    > J1380
depo testosterone
    = depo testosterone; testosterone cypionate
    > J1071
trelstar
    = trelstar; triptorelin
    > J3315
firmagon
    = firmagon; degarelix
    > J9155
camptosar
    = camptosar; irinotecan
    > J9206
hycamtin
    = hycamtin; topotecan
    > J8705
fludara
    = fludara; fludarabine injection; fludarabine
    > J9185
leustatin
    = leustatin; cladribine
    > J9065
nipent
    = nipent; pentostatin
    > J9268
ifex
    = ifex; ifosfamide
    > J9208
mesnex
    = mesnex; mesna
    > J9209
zinecard
    = zinecard; dexrazoxane
    > J1190
ethyol
    = ethyol; amifostine
    > J0207
wellcovorin
    = wellcovorin; leucovorin
    > J0640
fusilev
    = fusilev; levoleucovorin
    > J0642
adrucil, 5 fu
    = adrucil; 5 fu; fluorouracil
    > J9190
cosmegen
    = cosmegen; dactinomycin
    > J9120
idamycin
    = idamycin; idarubicin
    > J9211
ellence
    = ellence; epirubicin
    > J9178
doxil
    = doxil; doxorubicin liposomal
    > Q2049
vidaza
    = vidaza; azacitidine
    > J9025
dacogen
    = dacogen; decitabine
    > J0894
treanda
    = treanda; bendamustine
    > J9033
kyprolis
    = kyprolis; carfilzomib
    > J9047
leukine
    = leukine; sargramostim
    > J2820
"""
