"""The words that people use around each family of supplies, dressings, shoes, eyewear and hearing aids."""

EVERY = "supply supplies"  # words that may be said of each of them
ROWS = """
# incontinence and catheters
diaper diapers adult briefs brief incontinence incontinent leak pee accidents bladder tabs elderly
    > T4522 T4523 T4521 T4524
pull ups pullups pull-on underwear protective disposable adult leak incontinence > T4526 T4527 T4525 T4528
diaper diapers child kid pediatric disabled special needs toddler older > T4529 T4530 T4533
pad pads liner guard shield underwear bladder leak sneeze cough dribble women men incontinence > T4535
underpad underpads chux bed pad pads protect mattress waterproof wet sheets leak chair > T4541 T4542 A4554 T4537
cloth washable reusable underwear diaper incontinence > T4536 T4539 T4538
catheter foley indwelling bladder balloon tube urine pee stays > A4338 A4344 A4346
catheter straight intermittent self cath bladder empty drain tube urine pee several times day myself spinal
    > A4351 A4352 A4353
catheter external condom texas men male sheath pee > A4349 A4326
catheter external female women wick purewick suction urine collection > A6590 A4328
catheter kit tray insertion sterile foley bladder > A4314 A4310 A4311
catheter strap anchor holder leg tape secure > A4333 A4334
drainage bag night bedside urine pee catheter big collection > A4357 A5102
leg bag drainage urine pee catheter strap day > A4358 A5112 A5113
irrigation flush rinse bladder catheter syringe tray > A4320 A4322 A4355
lubricant jelly slippery packet catheter > A4332 A4402
clamp penis penile men leak squeeze incontinence > A4356 A4360
pessary prolapse uterus womb dropped bladder vaginal ring support women > A4561 A4562 A4564
erection pump vacuum impotence penis erectile dysfunction ed > L7900
penis penile implant prosthesis inflatable erectile > C1813 C2622
wipes gloves washcloth hygiene bathing cleansing disposable > T5999 A9286
gloves glove box latex nonsterile exam caregiver > A4927 A4930
mask masks surgical face box > A4928
# ostomy
ostomy colostomy pouch pouches bag bags stool poop closed belly stomach intestine > A5051 A5061 A4416 A5052
ostomy ileostomy pouch drainable empty bag stool poop clip clamp > A5061 A5062 A4388 A4424
urostomy pouch bag urine stoma pee drainable faucet > A5071 A5072 A4429 A4391
ostomy wafer barrier flange skin stick plate stoma adhesive faceplate > A4414 A4407 A5121 A5122 A4361
ostomy paste powder ring strip gap leak seal stoma skin barrier > A4406 A4405 A4371 A4385
ostomy skin protect red irritated wipes barrier film spray cream > A5120 A4369 A6250
ostomy belt hold holds colostomy bag pouch waist > A4367 A4396
ostomy deodorant smell odor drops stink > A4394 A4395
ostomy filter gas vent > A4368 A4366
ostomy clamp clip tail close > A4363
ostomy irrigation sleeve bag set cone flush colostomy > A4436 A4398 A4399 A4400
stoma cap cover plug small > A5055 A5081
adhesive remover wipes glue tape residue > A4456 A4455
belly binder abdomen wrap abdominal surgery support elastic > A4467 L0625
# dressings
bandage bandages gauze wrap roll cut wound sore > A6446 A6448 A6402 A6216
gauze pad pads sterile 4x4 wound square > A6402 A6216
gauze roll kerlix kling conforming wrap > A6446 A6443 A6445
gauze vaseline petrolatum xeroform oil nonstick impregnated burn > A6222 A6223 A6266
foam dressing pad wound sore drains absorb mepilex allevyn border > A6209 A6212 A6210
alginate seaweed calcium silver rope dressing wound oozing drains weeping leaking fluid > A6196 A6199 A6197
hydrocolloid duoderm thin blister sore dressing > A6234 A6237
hydrogel gel wound dry moist burn dressing > A6242 A6248 A6231
collagen powder dressing wound heal slow > A6021 A6010 A6011
absorbent absorptive thick abd pad dressing heavy drainage oozing weeping > A6251 A6252 A6254
clear transparent film see through tegaderm opsite dressing > A6257 A6258
contact layer mesh silicone nonstick wound > A6206
wound cleaner cleanser spray wash saline clean > A6260
wound filler packing strip deep hole tunnel cavity > A6407 A6261 A6262
silicone sheet gel scar scars keloid > A6025
tape medical adhesive paper skin waterproof roll hold bandage > A4450 A4452
bandaid band-aid first aid adhesive small strip > A6413
ace elastic bandage wrap sprain ankle compression knee > A6449 A6448 A6450 A6452
self stick coban cling wrap adherent bandage > A6454 A6453
unna boot zinc paste leg ulcer vein venous wrap > A6456
compression stocking stockings sock socks hose swelling swollen legs veins varicose circulation tight support edema
    > A6530 A6531 A6533
compression sleeve arm lymphedema swelling swollen mastectomy > A6574 A6576 S8424
compression glove gauntlet hand lymphedema swelling > A6578 A6580 S8428
compression wrap velcro adjustable leg lymphedema juxtafit circaid > A6583 A6545 A6584
ted hose surgical stockings antiembolism hospital > A4490 A4495 A4500
burn garment pressure scar suit gloves mask compression > A6501 A6507 A6504 A6511
eye pad patch cover lazy black > A6410 A6412
skin substitute graft fake artificial cellular tissue burn ulcer diabetic foot living amnion placenta
    > Q4101 Q4106 Q4100 Q4186
maggot leech > A9270
alcohol swab swabs wipes prep clean skin inject > A4245 A4244
peroxide rubbing alcohol bottle disinfect > A4244
iodine betadine antiseptic swabs scrub chlorhexidine hibiclens > A4246 A4247 A4248
saline sterile water bottle flush irrigate wound syringe > A4217 A4216 A4218
syringe empty big irrigation cc > A4213 A4208 A4209
sharps container needles dispose > A4649
surgical tray suture kit instruments stitches > A4550
suture stitches removal take out staples > S0630
glue skin cut close tissue adhesive dermabond instead stitches > G0168
sling arm broken shoulder hold support > A4565 A4566
splint broken finger toe aluminum > A4570 Q4049 S8450
cast plaster fiberglass broken arm leg wrist ankle material supplies > A4580 A4590 Q4010 Q4038
cast cover shower waterproof > A4649
scale needle port huber iv access catheter supplies > A4212 A4221 A4222
iv tubing extension set line > S1015 A4222
implanted port catheter flush picc line dressing care > S5498 S5501 A4221 C1788
# nutrition
tube feeding formula food liquid can ensure jevity stomach cannot swallow enteral nutrition > B4150 B4152 B4154 B4149
tube feeding bag bags supplies kit syringe gravity pump set > B4035 B4034 B4036
feeding tube stomach peg button gtube g-tube mickey gastrostomy low profile > B4088 B4087
feeding tube nose nasal ng nasogastric > B4081 B4082 B4083
formula baby infant milk allergy allergic special digest hypoallergenic preemie > B4161 B4158 B4160 B4159
formula milk baby pku metabolic disease inherited amino acid low protein food > B4162 B4157 S9434 S9435
thickener thick thicken powder swallow choke choking drinks liquids honey dysphagia > B4100
tpn vein nutrition parenteral iv fed feeding bag > B4189 B4193 B4197 B4220 S9365
vitamin vitamins mineral multivitamin supplement pill > A9153 A9152
prenatal vitamins pregnant pregnancy > S0197
cartridge enzyme fat digest cystic fibrosis tube relizorb > B4105
# shoes and foot
diabetic shoe shoes feet depth extra ulcers neuropathy > A5500 A5501
diabetic shoe insert inserts insole insoles liner custom > A5512 A5513 A5514
orthopedic shoe shoes oxford special women men lady ladies gentleman > L3215 L3219 L3216 L3221
orthopedic shoe shoes baby infant child kid clubfoot straight > L3204 L3206 L3201
arch support supports insert orthotic orthotics flat feet foot fallen insole plantar
    > L3040 L3050 L3060 L3000 L3020 L3030
heel cup pad cushion spur plantar fasciitis pain > L3480 L3170 L3485
lift heel sole shoe shorter leg elevation uneven length raise > L3300 L3310 L3332 L3334
wedge wedges shoe sole heel bowlegged knock knees pronate > L3340 L3350 L3360 L3370
surgical post-op postop shoe boot sandal toe bunion surgery > L3260 L3265
walking boot cam fracture broken foot ankle sprain air pneumatic moon > L4361 L4360 L4387 L4386
night splint bunion hallux toe big > L3100
night splint heel plantar fasciitis achilles foot stretch > L4396 L4397 L4398
shoes boots bar clubfoot baby infant dennis brown ponseti sleep > L3140 L3150 L3161
metatarsal bar pad ball foot pain > L3400 L3410
# eyes
glasses eyeglasses spectacles frame frames > V2020 V2025
lens lenses single vision distance nearsighted reading glasses > V2100 V2103
bifocal bifocals lined two near far lens > V2200 V2203
trifocal three lens > V2300 V2303
progressive no line lineless multifocal varilux > V2781
sunglasses tint tinted dark shade light sensitive transition photochromic > V2745 V2744 S0518
scratch coating coated protection lens > V2760
glare anti reflective coating lens night drive > V2750
uv ultraviolet protection sun lens > V2755
polycarbonate shatter safety unbreakable impact kids lens > V2784 S0580
safety glasses goggles sports athletic prescription > S0516 S0504
thick lens strong thin high index coke bottle > V2782 V2783
prism double vision lens > V2715 V2718
polarized lens fishing glare > V2762
contact contacts lens lenses soft daily > V2520 S0500 V2521
contact contacts lens hard gas permeable rigid > V2510 V2500
contact colored color > S0514
scleral dry eye large lens bandage > S0515 V2530
fake glass artificial eye prosthetic lost removed > V2623 V2629
polish clean artificial eye > V2624
magnifier magnifying glass low vision read macular blind > V2600 V2610 V2615
telescope low vision glasses distance > V2615
cataract lens implant inside eye intraocular surgery > V2632 C1780 V2787 V2788
case glasses > V2756
eye exam glasses refraction vision test optometrist check > S0620 S0621
contact lens fitting evaluation > S0592
lasik laser eye surgery correct vision nearsighted prk > S0800 S0810
glaucoma eye pressure screening test risk > G0117 G0118
eye glaucoma drain shunt valve implant > L8612 C1783
tear duct plug plugs dry eyes punctal > A4262 A4263
cornea artificial > L8609 C1818
# hearing
hearing aid aids deaf ears loss both pair digital behind > V5261 V5260 V5259
hearing aid one ear single digital behind > V5257 V5256 V5255
hearing aid tiny invisible canal completely in > V5258 V5254 V5259
hearing aid dispensing fee > V5160 V5241
hearing aid battery batteries > V5266
ear mold molds earmold plug custom > V5264 V5265 V5275
hearing test screening audiogram hear audiologist check > V5008 V5010 S0618
hearing aid repair fix broken > V5014
hearing aid fitting adjust check > V5011 V5020
phone telephone amplifier deaf captions hard hearing loud > V5268
doorbell flashing light alarm vibrating alert deaf clock > V5269
tv television loud amplifier listen deaf > V5270
fm system classroom teacher school hear microphone > V5281 V5282 V5273
bone conduction hearing baha implant headband softband > L8690 L8692 L8691
cochlear implant processor deaf replacement > L8614 L8619 L8627
cochlear implant battery cable coil magnet headpiece microphone > L8623 L8624 L8615 L8617 L8618
speech language screening child talk late > V5362 V5363
swallow swallowing trouble screening dysphagia choke > V5364
ear wax impacted removal clean cerumen > G0268
tinnitus ringing ears masker > V5299
# contraception and other
condom condoms male > A4267
condom female > A4268
spermicide foam gel > A4269
diaphragm cervical cap birth control > A4266 A4261
iud coil birth control uterus copper mirena hormone > J7298 J7300 J7297 J7301 J7296 S4989
birth control shot depo three months inject contraceptive > J1050
birth control implant arm rod nexplanon > J7307
birth control pill pills > S4993
birth control patch ring > J7304 J7294
pregnancy ovulation fertility cycle app tracker > A9293
wig hair loss cancer chemo bald > A9282
helmet head protect seizures falls soft hard > A8000 A8001
helmet baby flat head skull shape plagiocephaly reshaping band > S1040
lice head nits > A9180
dry mouth saliva spit artificial > A9154
mouth sores rinse gel mucositis chemo > A9156
over counter nonprescription drug medicine > A9150
medicine pill dispenser reminder box automatic > T1505 S5185
covid test home kit rapid antigen > K1034
allergen allergy filter dust mite pillow mattress cover > A7023
fitness watch weight > A9300
tourniquet blood tube vacuum needles > A4929 A4770
phlebotomy specimen collection > P9612
"""
