"""What people say for supplies and measuring devices: rows as `plain_words.py` reads them."""

ROWS = """
vacuum bandage, suction bandage
    = negative pressure wound therapy; wound care set negative pressure
    > E2402 A6550
cotton swab, cotton swabs, q tip, q tips, cotton ball
    = applicators; swabs
    > A4247
betadine, iodine swabs, iodine wipes
    = betadine phisohex; betadine iodine swabs
    > A4246
hydrogen peroxide, peroxide
    = peroxide
    > A4244
face mask surgical, surgical mask, medical mask
    = surgical mask
    > A4928
lubricant, jelly, catheter jelly, lube
    = lubricant
    > A4402 A4332
catheter kit, catheter tray, catheter set
    = insertion tray catheter; intermittent urinary catheter insertion supplies
    > A4353
catheter strap, leg strap, catheter holder
    = leg strap; catheter anchoring device
    > A5113 A4333
ostomy belt, colostomy belt
    = ostomy belt
    > A4367
ostomy deodorant, bag deodorant, ostomy drops
    = ostomy deodorant
    > A4394
stoma cap, stoma plug
    = stoma cap; stoma plug
    > A5055 A5081
adhesive remover, tape remover, glue remover
    = adhesive remover
    > A4455 A4456
skin barrier, skin prep, barrier wipes, skin wipes
    = skin barrier
    > A5120 A4369
nebulizer kit, neb kit, nebulizer tubing, nebulizer mouthpiece
    = administration set nebulizer
    > A7003
suction tube, suction catheter, suction tubing
    = tubing suction; suction catheter
    > A7002 A4624
urine strips, urine test strips, ketone strips
    = urine test reagent strips
    > A4250
eye patch
    = eye patch; eye pad
    > A6410
burn garment, burn mask, burn suit
    = compression burn
    > A6501
elastic stockings, tights for swelling
    = gradient compression stocking; surgical stockings
    > A6530
surgical drape, plastic sheet
    = surgical
    > A4550
protein shake, nutrition shake, protein drink, boost, ensure drink
    = enteral formula intact nutrients; enteral formula
    > B4150
baby formula, infant formula, baby milk
    = enteral formula pediatrics; formula pediatric
    > B4158
cup, cups
    = cup; administration set
    > A7003
# sugar, pressure, monitoring
blood sugar meter, sugar meter, blood sugar machine, sugar machine, glucose meter, glucometer, blood sugar monitor,
+ sugar monitor, diabetes meter
    = blood glucose monitor home; blood glucose monitor
    > E0607
sugar strips, diabetic strips, diabetes strips, blood sugar strips, diabetic test strips, sugar test strips,
+ glucometer strips, test strips for diabetes, test strips, glucose strips, glucose test strips, blood glucose test
+ strips, blood glucose strips
    = blood glucose test reagent strips home; blood glucose test strips; glucose reagent strips; test strips
    > A4253
blood sugar, sugar
    = blood glucose; glucose
    > E0607
finger stick, finger pricker, fingerstick, finger prick needle, finger prick, sugar needle
    = lancet; lancets
    > A4259 A4258
sugar sensor, glucose sensor, sugar patch, continuous sugar monitor, continuous glucose sensor, libre, freestyle
+ libre, dexcom
    = continuous glucose monitor; continuous glucose sensor; glucose sensor
    > E2103 A4239
insulin pump, insulin pumps
    = external ambulatory infusion pump insulin; insulin pump
    > E0784
insulin pen needles, insulin needle, insulin needles, insulin syringe, diabetic needle
    = insulin syringes; insulin needles; syringe needle sterile; insulin syringe
    > S8490
diabetic shoes, diabetes shoes, shoes for diabetics, diabetic shoe, diabetic footwear
    = diabetics only custom preparation supply depth inlay shoe; diabetics only shoe
    > A5500 A5501
diabetic insole, diabetic shoe insert, diabetic inserts, insoles for diabetics
    = diabetics only insert
    > A5512
blood pressure machine, blood pressure cuff, bp cuff, bp monitor, blood pressure kit, bp machine
    = blood pressure monitor; blood pressure cuff; sphygmomanometer
    > A4670 A4663
scale, weight scale
    = scale
    > E1639
thermometer, fever meter
    = thermometer
    > A4931
heart monitor, holter, holter monitor
    = cardiac event recorder; electrocardiographic monitoring; cardiac monitor
    > E0616
home defibrillator, wearable defibrillator, heart vest, life vest, shock vest, aed
    = automatic external defibrillator; external defibrillator
    > K0606 E0617
pacemaker, heart pacer
    = pacemaker
    > C1785 C1786
fall alarm, medical alert button, life alert, emergency button, panic button
    = emergency response system
    > S5160 S5161
baby monitor, baby breathing monitor, infant monitor
    = apnea monitor
    > E0618 E0619
# supplies
bandaid, band aid, sticking plaster, adhesive plaster
    = adhesive bandage
    > A6413
ace wrap, ace bandage, elastic bandage, stretchy bandage
    = elastic bandage compression
    > A6448 A6449
gauze pad, gauze pads
    = gauze pad
    > A6216 A6402
medical tape, surgical tape
    = tape
    > A4450 A4452
rubber gloves, latex gloves, medical gloves, exam gloves
    = gloves
    > A4927
wound pad, bandage for wound, wound cover
    = alginate dressing wound cover; foam dressing wound cover; wound cover dressing; wound dressing
    > A6196
foam bandage, foam dressing
    = foam dressing
    > A6209
wound vac, wound vacuum, vacuum dressing, wound suction machine, vac therapy, wound vac pump
    = negative pressure wound therapy pump; negative pressure wound therapy
    > E2402
wound vac canister
    = canister negative pressure wound; canister disposable pump
    > A7000
compression socks, compression stockings, compression hose, support hose, support socks, support stockings, tight
+ socks, ted hose
    = gradient compression stocking; compression stocking; surgical stockings
    > A6530 A4490
lymphedema sleeve, compression sleeve, arm sleeve for swelling, swollen arm sleeve
    = gradient compression arm sleeve; lymphedema arm sleeve; gradient pressure aid sleeve
    > S8424 A6576
leg squeezer, lymphedema pump, leg pump, compression pump, leg compression machine
    = pneumatic compressor
    > E0650 E0651
diaper, diapers, adult diaper, adult diapers, nappy, nappies, adult nappies
    = disposable brief diaper; brief diaper; incontinence brief diaper
    > T4521 A4520
pull ups, pullups, pull on diapers, adult pull ups, protective underwear
    = protective underwear pull on
    > T4525
bed pads, chux, puppy pads for people, underpads, bed pad disposable, pee pads, incontinence bed pads
    = underpad
    > T4541 A4554
pee bag, urine bag, leg bag, catheter bag, urinary bag, pee collection bag
    = urinary drainage bag; drainage bag leg; bedside drainage bag
    > A4357 A5112
pee tube, urine tube, urinary tube, bladder tube, bladder catheter, urine catheter
    = urinary catheter; indwelling catheter; intermittent urinary catheter
    > A4338 A4351
condom catheter, external catheter for men, texas catheter
    = male external catheter
    > A4349
poop bag, stool bag, colostomy bag, ostomy bag, stoma bag, colostomy pouch
    = ostomy pouch
    > A5051 A4375
colostomy supplies, stoma supplies
    = ostomy supply; ostomy
    > A4421
stoma paste
    = ostomy skin barrier paste; ostomy paste
    > A4405
feeding tube, stomach tube, peg tube, g tube, gtube, gastric tube, gastrostomy tube, feeding tubes
    = gastrostomy jejunostomy tube; stomach tube; nasogastric tubing
    > B4087 B4081
feeding tube formula, tube feeding formula, liquid food, tube food, formula for feeding tube, tube feeds
    = enteral formula
    > B4150
feeding pump, tube feeding pump, food pump
    = enteral nutrition infusion pump
    > B9002
feeding bag, tube feeding kit, feeding kit
    = enteral feeding supply kit
    > B4035
iv food, iv nutrition, tpn, feeding through vein
    = parenteral nutrition solution; parenteral nutrition
    > B4193 B4189
iv pole, drip stand, drip pole
    = iv pole
    > E0776
iv pump, drip pump, infusion machine
    = ambulatory infusion pump; external infusion pump; parenteral infusion pump; infusion pump
    > E0779 E0781
breast pump, breastpump, milk pump, electric breast pump
    = breast pump
    > E0602 E0603
enema kit
    = enema
    > A4458
alcohol pads, alcohol swabs, alcohol wipe
    = alcohol wipes
    > A4245
tens unit, tens machine, nerve zapper, pain zapper, electric pain pads
    = transcutaneous electrical nerve stimulation tens; tens
    > E0730 E0720
tens pads, sticky pads, tens electrodes, electrode pads
    = electrodes pair; electrodes
    > A4556
muscle stimulator, ems machine, muscle zapper
    = neuromuscular stimulator
    > E0745
bone stimulator, bone growth stimulator, fracture healing machine
    = osteogenesis stimulator
    > E0747 E0760
neck traction, neck stretcher, neck pulling device
    = cervical traction; traction cervical
    > E0849 E0860
knee bending machine, knee machine, cpm machine, knee exercise machine, continuous passive motion machine
    = continuous passive motion exercise device
    > E0935
dialysis machine, kidney machine
    = hemodialysis machine; dialysis machine; peritoneal dialysis system
    > E1590 E1594
kidney failure, kidney disease
    = esrd; end stage renal disease; kidney disease
    > G0420
"""
