"""What people say for supplies, food and aids of the senses, with the usual codes."""

ROWS = """
diabetic test strips, test strips, glucose strips, sugar strips, glucose test strips, blood sugar strips,
+ blood glucose strips, strips for glucometer, diabetes strips
    = blood glucose test strips
    > A4253
lancet, lancets, finger prick needles, fingerstick needles, finger stick needles, sticks for sugar = lancets > A4259
lancing device, lancet device = spring powered device lancet > A4258
control solution, glucose control solution = normal low high calibrator solution; calibrator solution > A4256
insulin syringes, insulin syringe, insulin needles, diabetic needles, diabetic syringes, insulin needle, syringe 1 cc
    = syringe needle sterile 1 cc; syringe
    > A4206 S8490
insulin pen, insulin pens, pen insulin = insulin delivery device pen > S5571 S5570
pen needles, insulin pen needles = needle sterile > A4215
insulin pump supplies, infusion set, pump infusion set, insulin pump infusion set
    = infusion set external insulin pump
    > A4230 A4231
syringe, syringes, 3 cc syringe, 5 cc syringe = syringe needle; syringe > A4208 A4207 A4209 A4206
alcohol swabs, alcohol wipes, alcohol pads, alcohol prep pads, alcohol wipe = alcohol wipes > A4245
betadine, iodine swabs, betadine swabs, povidone iodine = betadine > A4247 A4246
gauze, gauze pads, gauze sponges, 4x4 gauze, 4x4s, gauze sponge
    = gauze sterile 16 sq in without adhesive border; gauze non impregnated; gauze
    > A6402 A6216
roll gauze, kerlix, kling, gauze roll, conforming bandage, rolled gauze = conforming bandage > A6446 A6443
packing gauze, packing strips, iodoform gauze, nu gauze, wound packing
    = packing strips; gauze impregnated
    > A6407 A6266
ace wrap, ace bandage, elastic bandage, compression bandage
    = elastic bandage knitted; light compression bandage
    > A6449 A6448
coban, self adherent wrap, self adhesive bandage = self adherent bandage > A6454
unna boot, zinc paste boot = zinc paste impregnated bandage > A6456
band aid, band aids, bandaid, bandaids, adhesive bandage, first aid bandage = adhesive bandage first aid > A6413
bandage, bandages = bandage > A6446 A6413 A6449
tape, medical tape, paper tape, cloth tape, silk tape, surgical tape, adhesive tape = tape > A4450 A4452
foam dressing, foam pad dressing, mepilex, allevyn = foam dressing > A6209 A6212 A6210
foam dressing with border, foam dressing border, bordered foam, mepilex border, foam dressing with border 4x4,
+ foam border dressing
    = foam dressing adhesive border
    > A6212 A6213
alginate, calcium alginate, alginate dressing, aquacel = alginate fiber gelling dressing > A6196 A6197 A6199
hydrocolloid, duoderm, hydrocolloid dressing, tegasorb = hydrocolloid dressing > A6234 A6237
hydrogel, hydrogel dressing, wound gel = hydrogel dressing > A6242 A6248
collagen dressing, collagen powder, promogran = collagen wound filler; collagen dressing > A6021 A6010
transparent dressing, tegaderm, op site, opsite, clear dressing, film dressing = transparent film > A6257 A6258
abd pad, abd pads, absorptive dressing, specialty absorptive dressing, absorption dressing
    = specialty absorptive dressing
    > A6251 A6252
composite dressing, island dressing = composite dressing > A6203 A6204
xeroform, petrolatum gauze, vaseline gauze, adaptic, contact layer, impregnated gauze
    = gauze impregnated; contact layer
    > A6222 A6206
wound cleanser, wound wash, wound cleaner = wound cleansers > A6260
saline, saline bullets, sterile saline, saline flush, saline syringe
    = sterile water saline; sterile saline
    > A4216 A4217
normal saline, ns 1000 ml, normal saline 1000 ml, ns bag, saline bag, saline iv, saline infusion, saline solution
    = infusion normal saline solution
    > J7030 J7040 J7050
silver sulfadiazine, wound ointment, wound filler = wound filler > A6261 A6262
compression stockings, compression stocking, compression socks, support hose, jobst stockings, jobst, jobst stocking,
+ ted hose, teds, support stockings, pressure stockings, compression hose, elastic stockings
    = gradient compression stocking below knee; gradient compression stocking; surgical stockings
    > A6530 A6531 A6533 A6534
knee high compression stockings, knee high compression, below knee compression stocking
    = gradient compression stocking below knee
    > A6530 A6531
thigh high compression stockings, thigh high compression = gradient compression stocking thigh length > A6533 A6534
compression stockings 20 30, 20 30 mmhg, compression 20 30
    = gradient compression stocking below knee; gradient compression
    > A6530 A6552
compression sleeve, lymphedema sleeve, arm compression sleeve, lymphedema garment
    = gradient compression arm sleeve; gradient compression
    > A6576
compression wrap, velcro wrap, circaid, farrow wrap, velcro compression wrap
    = gradient compression wrap adjustable straps
    > A6583
burn garment, compression burn garment, burn suit = compression burn garment > A6501
diapers, adult diapers, adult diaper, incontinence briefs, adult briefs, depends, incontinence diapers, brief, briefs,
+ tab briefs
    = adult sized disposable incontinence product brief diaper
    > T4522 T4523 T4521 T4524
pull ups, pullups, adult pull ups, pull ups for adults, protective underwear, disposable underwear
    = adult sized disposable incontinence product protective underwear pull on
    > T4526 T4527 T4525 T4528
kids diapers, child diapers, pediatric diapers, diapers for disabled child, children s diapers
    = pediatric sized disposable incontinence product brief diaper
    > T4529 T4530
youth diapers, youth briefs = youth sized disposable incontinence product brief diaper > T4533
youth pull ups, youth pullups = youth sized disposable incontinence product protective underwear > T4534
bed pads, chux, chux pads, underpads, underpad, disposable underpads, bed liner, blue pads, puppy pads
    = disposable underpads; incontinence product disposable underpad
    > T4541 T4542 A4554
washable bed pad, reusable underpad = incontinence product protective underpad reusable bed size > T4537
bladder pads, incontinence pads, panty liners, incontinence liners, guards for men
    = disposable liner shield guard pad undergarment
    > T4535
cloth diapers, washable diaper = diaper incontinence product reusable > T4539
gloves, rubber gloves, exam gloves, latex gloves, medical gloves, nitrile gloves, disposable gloves
    = gloves non sterile; gloves
    > A4927 A4930
mask surgical, face masks, surgical mask = surgical mask > A4928
foley, foley catheter, indwelling catheter, indwelling foley, bladder catheter, 2 way foley
    = indwelling catheter foley two way
    > A4338 A4344
silicone foley, all silicone foley = indwelling catheter foley type two way all silicone > A4344
foley tray, foley insertion tray, catheter kit, foley kit, cath kit, foley catheter tray
    = insertion tray indwelling catheter foley; insertion tray
    > A4314 A4311 A4315
straight cath, straight catheter, intermittent catheter, in and out catheter, self cath catheter, self catheter,
+ urinary catheter
    = intermittent urinary catheter straight tip
    > A4351
coude catheter, coude tip catheter = intermittent urinary catheter coude > A4352
closed system catheter, touchless catheter, catheter kit intermittent, sterile catheter kit
    = intermittent urinary catheter insertion supplies
    > A4353
condom catheter, texas catheter, external catheter male, male external catheter = male external catheter > A4349
female external catheter, purewick, pure wick, wicking catheter
    = female external urinary collection; external urinary wicking
    > A4328 A6590
leg bag, urine leg bag, urinary leg bag = urinary drainage bag leg > A4358 A5112
drainage bag, urine bag, bedside drainage bag, night bag, pee bag, foley bag, catheter bag, urinary drainage bag,
+ overnight bag
    = bedside drainage bag; urinary drainage bag
    > A4357 A4358
leg strap, catheter strap, catheter holder = leg strap; catheter anchoring device > A5113 A4333
irrigation syringe, irrigation kit, piston syringe, bladder irrigation tray
    = irrigation syringe; irrigation tray
    > A4322 A4320
catheter lube, lubricant, lubricating jelly, surgilube, ky jelly = lubricant > A4332 A4402
ostomy bag, ostomy pouch, colostomy bag, colostomy pouch, stoma bag, poop bag, bag for colostomy, drainable pouch,
+ stomach bag, colostomy supplies, ostomy supplies
    = ostomy pouch drainable; ostomy pouch
    > A5063 A5061 A5051 A5052 A4424 A4416
closed ostomy pouch, closed pouch, closed end pouch = ostomy pouch closed > A5051 A5052 A5054
ileostomy bag, ileostomy pouch = ostomy pouch drainable > A5061 A5063
urostomy bag, urostomy pouch, urinary pouch = ostomy pouch urinary > A5071 A5073
ostomy wafer, ostomy barrier, skin barrier, ostomy skin barrier, flange, wafer, stoma wafer, skin barrier wafer
    = ostomy skin barrier with flange; ostomy skin barrier
    > A4414 A4415
ostomy paste, stoma paste = ostomy skin barrier pectin based paste; ostomy skin barrier non pectin paste > A4406 A4405
stoma powder, ostomy powder = ostomy skin barrier powder > A4371
ostomy belt, colostomy belt = ostomy belt > A4367 A4396
adhesive remover, adhesive remover wipes = adhesive remover > A4456 A4455
skin prep, skin prep wipes, barrier wipes, barrier film = skin barrier wipes swabs > A5120
stoma cap = stoma cap > A5055
irrigation supplies, colostomy irrigation, ostomy irrigation = ostomy irrigation supply > A4398
trach tube, tracheostomy tube, trach, tracheotomy tube, shiley, windpipe tube
    = tracheostomy laryngectomy tube
    > A7520 A7521 A7522
inner cannula, trach inner cannula, trach tube inner cannula = tracheostomy inner cannula > A4623
trach care kit, tracheostomy care kit, trach kit, tracheostomy kit = tracheostomy care kit > A4629 A4625
trach collar, trach mask, trach tie, trach holder, trach ties
    = tracheostomy tube collar holder; tracheostomy mask
    > A7526 A7525
trach humidifier, hme, heat moisture exchanger, artificial nose, trach hme
    = heat moisture exchange system
    > A7504 A7507
suction catheter, tracheal suction catheter = tracheal suction catheter > A4624 A4605
yankauer, oral suction = oropharyngeal suction catheter > A4628
feeding tube, g tube, gastrostomy tube, peg tube, stomach tube, g tube kit, gtube
    = gastrostomy jejunostomy tube
    > B4087 B4088
mic key button, mickey button, low profile g tube = gastrostomy jejunostomy tube low profile > B4088
ng tube, nasogastric tube, nose feeding tube, nose tube = nasogastric tubing > B4082 B4081
feeding supplies, feeding kit, tube feeding supplies, feeding bag, enteral feeding supply kit,
+ feeding supply kit pump
    = enteral feeding supply kit
    > B4035 B4034 B4036
tube feeding, tube feeding formula, enteral formula, enteral nutrition, feeding formula, liquid food,
+ tube feeding food, jevity, osmolite, isosource, enteral feeding
    = enteral formula nutritionally complete intact nutrients; enteral formula
    > B4150 B4152 B4154 B4153 B4149
high calorie formula, two cal, twocal = enteral formula nutritionally complete calorically dense > B4152
diabetic formula, glucerna, nepro, renal formula = enteral formula special metabolic needs > B4154
hydrolyzed formula, peptamen, vital, elemental formula, vivonex = enteral formula hydrolyzed proteins > B4153
pediatric formula, pediasure, baby formula, special formula for baby, infant formula
    = enteral formula pediatrics
    > B4160 B4158 B4161
pku formula, metabolic formula = formula inherited > B4157 B4162
tpn, hyperal, hyperalimentation, parenteral nutrition, iv nutrition, iv feeding, tpn solution
    = parenteral nutrition solution
    > B4189 B4193 B4197 B4164
tpn supplies, parenteral supply kit = parenteral nutrition supply kit > B4220 B4222
lipids, intralipid, fat emulsion = parenteral nutrition solution lipids > B4185
pessary = pessary > A4562 A4561 A4564
wig, wigs, hair prosthesis, cranial prosthesis, hairpiece = wig > A9282
lice treatment, lice, head lice, nix, lice shampoo = pediculosis > A9180
exercise equipment, exercise bike, treadmill = exercise equipment > A9300
batteries wheelchair, wheelchair batteries = battery wheelchair; power wheelchair battery > E2361 E2363 E2365
thermometer = thermometer > A4931 A4932
dialysis supplies, dialysis kit, home dialysis supplies = dialysis supplies; dialysis > A4913
dialyzer, artificial kidney = dialyzer > A4690
dialysate, dialysis fluid, pd fluid, pd solution, dialysis solution = dialysate solution; dialysate > A4726 A4728 A4720
contact lenses, contacts, contact lens, soft contacts, eye contacts
    = contact lens hydrophilic; contact lens
    > V2520 V2500
glasses, eyeglasses, spectacles, eye glasses, prescription glasses
    = spectacles; frames; lens single vision
    > V2020 V2100
eyeglass frames, frames, glasses frames, spectacle frames, eyeglass frame = frames purchases > V2020
single vision lenses, single vision lens = sphere single vision > V2100 V2103
bifocals, bifocal, bifocal lenses, bifocal lens, bifocal glasses = sphere bifocal; bifocal > V2200 V2203
trifocals, trifocal, trifocal lens = sphere trifocal; trifocal > V2300 V2303
progressives, progressive lenses, progressive lens, no line bifocals = progressive lens > V2781
transitions, transition lenses, photochromic, photogray = photochromatic tint; tint > V2744
anti glare, anti reflective, anti reflective coating, ar coating = anti reflective coating > V2750
scratch coating, scratch resistant coating = scratch resistant coating > V2760
polycarbonate, polycarbonate lens, safety lenses, shatterproof lenses = lens polycarbonate > V2784
lens implant, intraocular lens, iol, cataract lens, cataract lens implant
    = intraocular lens; posterior chamber intraocular lens
    > V2632 V2630 C1780
hearing aid, hearing aids, ear aid = hearing aid monaural; hearing aid > V5257 V5050
behind the ear hearing aid, bte hearing aid, bte = hearing aid behind ear; bte > V5257 V5261 V5060
in the ear hearing aid, ite hearing aid, ite = hearing aid ite; hearing aid in ear > V5256 V5260 V5050
hearing aid batteries, hearing aid battery, ear aid batteries = battery use hearing device > V5266
hearing test, hearing exam, audiogram, ear test, hearing screening
    = hearing screening; assessment hearing
    > V5008 V5010
hearing aid dispensing fee, dispensing fee hearing aid = dispensing fee > V5241 V5160
hearing aid repair = repair modification hearing aid > V5014
assistive listening device, pocket talker, ald = assistive listening device > V5267 V5268
catheter, catheters = intermittent urinary catheter; indwelling catheter; catheter > A4351 A4338 A4353
needle, needles = needle only sterile; needle > A4215
battery replacement, replacement battery = replacement battery > A4630 A4638
spacer, inhaler spacer, aerochamber = spacer bag reservoir > A4627
oxygen supplies = oxygen contents; oxygen > E0441 E0443
glass eye = prosthetic eye > V2623
"""
