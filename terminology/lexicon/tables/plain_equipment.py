"""What people say for equipment, braces and artificial limbs: rows as `plain_words.py` reads them."""

ROWS = """
oxygen mask, oxygen face mask
    = variable concentration mask; mask oxygen
    > A4620
bone healing machine, fracture machine, bone healing device
    = osteogenesis stimulator
    > E0747 E0760
crutch pads, crutch pad, crutch cushions
    = underarm pad crutch replacement; underarm pad crutch
    > A4635
crutch tips, cane tip, walker tips, rubber tips for cane
    = tip cane crutch walker
    > A4637
walker tennis balls, walker glides, walker skis
    = walker brake attachment; walker attachment
    > E0159
wheelchair tire, wheelchair tires, wheelchair wheel, wheelchair wheels
    = wheelchair tire; wheelchair wheel
    > E2211
wheelchair battery, wheelchair batteries, power chair battery
    = power wheelchair battery
    > E2361
wheelchair armrest, wheelchair arm rest
    = wheelchair armrest; armrest
    > K0015
wheelchair footrest, wheelchair leg rest, wheelchair foot rest
    = footrest; wheelchair footrest; legrest
    > E1222
wheelchair seat belt, wheelchair belt
    = wheelchair belt
    > E0978
wheelchair headrest, wheelchair head rest
    = wheelchair headrest
    > E0955
wheelchair repair, fix wheelchair, scooter repair
    = repair nonroutine service durable medical equipment; repair durable medical equipment
    > K0739
loaner wheelchair
    = temporary replacement patient owned equipment
    > K0462
dressing stick, sock aid, shoe horn, long shoe horn
    = reaching grabbing device
    > A9281
lap tray, wheelchair tray
    = wheelchair tray
    > E0950
hearing aid mold, ear mold, earmold
    = ear mold
    > V5264
hearing aid fitting
    = fitting hearing aid; dispensing fee hearing
    > V5011
magnifying glass, magnifier, low vision aid, low vision glasses
    = low vision aids; hand held low vision; magnification
    > V2600
sunglasses tint, tinted lenses, tinted glasses
    = tint
    > V2745
night splint, plantar fasciitis splint, plantar fasciitis boot, heel pain splint
    = static dynamic ankle foot orthosis; ankle foot night splint; ankle foot orthosis positioning
    > L4396 L4397
bunion splint, bunion brace
    = hallus valgus splint
    > L3100
rib belt, rib brace, broken rib belt
    = rib belt
    > L0220
abdominal binder, belly binder, stomach binder, tummy binder, pregnancy belt, belly band
    = belt strap sleeve garment; lumbar orthosis
    > A4467
tennis elbow, tennis elbow brace, golfer s elbow
    = elbow orthosis
    > L3702
reading glasses, prescription glasses, new glasses
    = frames; lens sphere single vision; spectacles
    > V2020 V2100
heart rate monitor, heart rhythm monitor, heart recorder, heart event monitor
    = cardiac event recorder; cardiac event; pacemaker monitor
    > E0616
four legs, four legged, four prong, 4 legs, four feet
    = quad; three prong
    > E0105
bed wetting, bedwetting, wet bed, enuresis
    = incontinence; underpad; enuresis
    > T4541
stair, stairs, stairlift, stair lift
    = seat lift; stair
    > E0627
# walking, sitting, lifting
wheel chair, wheelchairs
    = wheelchair
    > K0001
regular wheelchair, basic wheelchair, ordinary wheelchair, normal wheelchair, manual wheelchair standard
    = standard wheelchair
    > K0001
light wheelchair, light weight wheelchair
    = lightweight wheelchair
    > K0003
electric wheelchair, motorized wheelchair, motorised wheelchair, power chair, electric chair, motor chair, powered
+ wheelchair
    = power wheelchair group standard; power wheelchair
    > K0823
big wheelchair, bariatric wheelchair, wheelchair for heavy person, extra wide wheelchair
    = heavy duty wheelchair
    > K0006 K0007
wheelchair pillow, wheelchair seat pad, chair cushion
    = wheelchair seat cushion
    > E2601
mobility scooter, electric scooter, motor scooter, scooter, mobility cart
    = power operated vehicle
    > K0800 E1230
knee scooter, knee walker, leg scooter
    = wheeled walker crutch substitute; crutch substitute
    > E0118
transport wheelchair, travel chair, push chair, companion chair
    = transport chair
    > E1038
rollator, rolling walker, walker with wheels, wheeled walker, walker on wheels, wheel walker
    = walker folding wheeled; walker wheeled
    > E0143
walker with seat, walker with a seat, rollator with seat
    = walker wheeled seat; seat attachment walker
    > E0144 E0156
zimmer frame, walking frame, medical walker
    = walker
    > E0130
walking stick, walking cane, stick
    = cane
    > E0100
four prong cane, four legged cane, four point cane, quad stick, 4 prong cane
    = cane quad
    > E0105
crutches for armpit, armpit crutches, under arm crutches
    = crutches underarm
    > E0112 E0114
forearm crutches, lofstrand crutches, elbow crutches
    = crutches forearm
    > E0110
hoyer lift, hoyer, patient lifter, lift for patient, body lift, person lift
    = patient lift
    > E0630 E0635
lift chair, lift recliner, chair lift, recliner lift
    = seat lift mechanism
    > E0627 E0629
transfer board, sliding board, slide board
    = transfer device
    > E0705
reacher, grabber, picker upper, reaching tool
    = reaching grabbing device
    > A9281
gait belt, walking belt
    = safety equipment harness vest; safety equipment
    > E0700
standing frame, stander
    = standing frame; stander
    > E0638
geri chair, geriatric chair, rolling chair, chair with wheels, recliner
    = geri chair; rollabout chair
    > E1031
stroller, special needs stroller, adaptive stroller
    = pediatric wheelchair; stroller
    > E1236
# bed and bath
hospital bed for home, adjustable bed, medical bed, sick bed, home hospital bed
    = hospital bed
    > E0260
electric bed, electric hospital bed
    = hospital bed electric
    > E0260 E0265
bed rails, bedrails, bed side rails, bed rail
    = bed side rails; bed rails
    > E0305 E0310
bedsore mattress, bed sore mattress, pressure sore mattress, pressure ulcer mattress, decubitus mattress, anti bedsore
+ mattress
    = pressure reducing mattress; pressure mattress
    > E0184 E0277
bedsore, bed sore, pressure sore, bed sores, bedsores
    = pressure reducing; pressure ulcer; decubitus
    > E0181
air mattress, air bed, airbed
    = air pressure mattress; powered pressure reducing air mattress; air fluidized bed
    > E0186 E0277
egg crate, egg crate mattress
    = dry pressure mattress; pressure pad mattress
    > E0184
bed trapeze, trapeze, bed pull up bar
    = trapeze bar
    > E0910
over bed table, bed table, bedside table, tray table
    = over bed table; bed table
    > E0274
potty chair, potty, bedside commode, bedside toilet, portable toilet, toilet chair
    = commode chair
    > E0163
bed pan, bedpan
    = bed pan
    > E0275
pee bottle, urine bottle, urinal bottle
    = urinal
    > E0325 E0326
raised toilet seat, high toilet seat, toilet riser, toilet seat riser, elevated toilet seat, toilet lift
    = toilet seat raised
    > E0244
toilet bars, toilet rails, toilet safety frame, toilet handle
    = toilet rail
    > E0243
grab bar, grab bars, bathtub rail, shower bar, tub bar, bath handle
    = bath tub rail; bath tub wall rail
    > E0241 E0242
shower chair, shower seat, bath chair, shower bench, bath seat, bath bench, chair for shower
    = bath shower chair; tub stool bench
    > E0240 E0245
tub bench, transfer bench, bath transfer bench
    = transfer bench tub
    > E0247
bathtub, bath tub, hot tub, jacuzzi
    = whirlpool tub; bath tub
    > E1301
sitz bath, butt bath
    = sitz bath
    > E0160
heating pad, heat pad, warm pad
    = heating pad; heat cold
    > E0210 E0217
ice pack, ice machine, cold pack, cold therapy, ice water machine
    = cold pump; cold pad; ice cap collar
    > E0218
light therapy, light box, jaundice light, bili light, bili lights, baby jaundice light
    = phototherapy bilirubin light; ultraviolet light therapy
    > E0202 E0691
# breathing
sleep apnea machine, apnea machine, sleep machine, cpap machine, snoring machine, sleep apnea device, machine for
+ sleep apnea
    = continuous positive airway pressure device cpap; continuous airway pressure cpap; positive airway pressure
    = device
    > E0601
cpap, cpap device
    = continuous positive airway pressure cpap; cpap; positive airway pressure
    > E0601
manual wheelchair
    = manual wheelchair; standard wheelchair
    > K0001 E1161
bipap, bipap machine, bi pap, bilevel
    = respiratory assist device bi level; respiratory assist device
    > E0470
cpap mask, sleep apnea mask, mask for cpap, nose mask
    = nasal interface positive airway pressure; mask positive airway pressure; nasal mask positive airway pressure
    > A7030 A7034
cpap hose, cpap tube, cpap tubing
    = tubing positive airway pressure
    > A7037
cpap filter
    = filter positive airway pressure
    > A7038
cpap strap, cpap headgear
    = headgear positive airway pressure
    > A7035
mouth guard for sleep apnea, sleep apnea mouthpiece, sleep apnea mouth guard, snoring mouthpiece, snore guard
    = oral device appliance upper airway collapsibility; oral airway collapsibility
    > E0485 E0486
oxygen tank, oxygen bottle, oxygen cylinder, air tank, oxygen tanks, o2 tank
    = gaseous oxygen system; oxygen gaseous
    > E0424 E0431
portable oxygen, travel oxygen, carry oxygen, oxygen to go
    = portable oxygen
    > E0431 E1392
liquid oxygen
    = liquid oxygen
    > E0434 E0439
oxygen machine, home oxygen machine, oxygen maker, home oxygen, oxygen at home
    = oxygen concentrator
    > E1390
oxygen tubing, oxygen tube, oxygen hose
    = tubing oxygen
    > A4616
nose tubes, nose cannula, nasal cannula, nose prongs, oxygen nose tube
    = cannula nasal
    > A4615
breathing machine, breathing device
    = ventilator; nebulizer compressor; respiratory assist device
    > E0570 E0465
nebulizer machine, nebuliser machine, asthma machine, mist machine, neb machine, breathing treatment machine
    = nebulizer compressor
    > E0570
life support machine, breathing tube machine, vent, breathing vent
    = ventilator
    > E0465
suction machine, mucus sucker, phlegm machine, suction
    = respiratory suction pump; suction pump
    > E0600
cough machine, coughing machine, cough assist
    = cough stimulating device
    > E0482
shaking vest, vibration vest, chest vest, vest for cystic fibrosis, smart vest
    = high frequency chest wall oscillation
    > E0483
finger oxygen monitor, oxygen monitor, pulse ox, oxygen meter, pulse oximeter, oxygen sensor
    = oximeter device
    > E0445
breathing test device, lung exerciser, incentive spirometer, spirometry device
    = spirometer
    > A9284
trach, trach tube, trach supplies, throat tube, neck breathing tube
    = tracheostomy
    > A7520 A4625
humidifier, moist air machine
    = humidifier
    > E0562
# braces, limbs, eyes, ears
neck brace, neck collar, neck support, whiplash collar, cervical collar
    = cervical collar; cervical orthosis
    > L0120 L0172
back brace, back support, lower back brace, lumbar brace, back belt
    = lumbar orthosis; lumbar sacral orthosis
    > L0625 L0631
scoliosis brace, spine brace, crooked spine brace
    = thoracic lumbar sacral orthosis; scoliosis orthosis; scoliosis
    > L1000 L1005
knee brace, knee support, brace for knee
    = knee orthosis
    > L1810 L1812
knee sleeve
    = knee orthosis elastic
    > L1812
ankle brace, ankle support, ankle splint, sprained ankle brace
    = ankle orthosis; ankle foot orthosis
    > L1902 L1906
foot drop brace, drop foot brace, leg brace, afo brace, afo, foot brace
    = ankle foot orthosis
    > L1930 L1940
walking boot, cam boot, moon boot, boot for broken foot, broken foot boot, fracture boot, air boot, orthopedic boot
    = walking boot
    > L4360 L4361 L4386
post op shoe, surgical shoe, post surgical shoe, surgery shoe
    = surgical boot shoe; postoperative shoe
    > L3260
orthopedic shoes, special shoes, corrective shoes
    = orthopedic shoe; orthopedic footwear
    > L3215 L3219
shoe insert, shoe inserts, insoles, insole, shoe insoles, foot orthotics, custom orthotics, arch supports, arch support
    = foot insert removable; foot arch support
    > L3000 L3030 L3040
heel lift, shoe lift, shoe raise
    = lift elevation heel
    > L3300 L3334
wrist brace, wrist support, wrist splint, carpal tunnel brace, carpal tunnel splint
    = wrist hand orthosis; wrist orthosis
    > L3908
hand brace, hand splint
    = hand finger orthosis; wrist hand orthosis; hand orthosis
    > L3923 L3908
thumb brace, thumb splint, thumb spica
    = hand finger orthosis; wrist hand finger orthosis
    > L3923 L3807
finger splint, finger brace
    = finger orthosis
    > L3925 L3933
elbow brace, tennis elbow strap, elbow support
    = elbow orthosis
    > L3710 L3702
shoulder brace, shoulder support
    = shoulder orthosis
    > L3650 L3670
arm sling, sling for arm, broken arm sling
    = sling; slings
    > A4565
clavicle brace, collarbone brace, collar bone brace
    = shoulder orthosis figure eight; clavicular
    > L3650
hip brace
    = hip orthosis
    > L1686
hernia belt, truss
    = truss
    > L8300
baby hip brace, hip dysplasia brace
    = hip orthosis pavlik; hip orthosis abduction
    > L1620
protective helmet, seizure helmet, baby helmet, safety helmet
    = helmet protective; cranial remolding orthosis
    > A8000 S1040
cast, plaster cast, arm cast, leg cast
    = cast supplies; cast
    > A4580 Q4010
fiberglass cast, fiber glass cast
    = cast fiberglass
    > Q4010
orthotic, orthotics, brace, braces
    = orthosis; orthotic
    > L1902
fake leg, artificial leg, prosthetic leg, leg prosthesis, peg leg, false leg, artificial limb, prosthetic limb
    = below knee molded socket; above knee molded socket; below knee prosthesis; above knee prosthesis; prosthesis
    = lower extremity
    > L5100 L5200
fake arm, artificial arm, prosthetic arm, false arm
    = below elbow; above elbow; upper extremity prosthesis
    > L6100 L6250
fake hand, artificial hand, prosthetic hand, robot hand, bionic hand
    = electric hand; terminal device hand
    > L7007
fake foot, artificial foot, prosthetic foot, false foot
    = prosthesis foot; foot sach; external keel sach foot
    > L5970
stump sock, prosthetic sock
    = prosthetic sock
    > L8420 L8430
fake breast, breast form, false breast, artificial breast
    = breast prosthesis
    > L8020 L8030
mastectomy bra, bra after breast cancer, post surgery bra
    = mastectomy bra
    > L8000
fake eye, glass eye, artificial eye, false eye
    = prosthetic eye; eye prosthesis
    > V2623
voice box, electronic voice box, artificial larynx, throat buzzer
    = artificial larynx
    > L8500
talking machine, talking device, speaking device, communication device, talking computer
    = speech generating device
    > E2500 E2510
cochlear, ear implant, hearing implant, cochlear implant, cochlear implants
    = cochlear device includes internal external components; cochlear device; cochlear implant
    > L8614
hearing device, ear aid, hearing aids, deaf aid
    = hearing aid
    > V5030 V5060
hearing aid battery, hearing aid batteries
    = battery hearing
    > V5266
hearing test, hearing exam, hearing check
    = hearing assessment; hearing screening; audiometry
    > V5008
eyeglasses, glasses, spectacles, eye glasses
    = spectacles; frames; lens sphere
    > V2020 V2100
glasses frame, eyeglass frames, frames for glasses
    = frames purchases; frames
    > V2020
bifocals, bifocal glasses
    = bifocal
    > V2200
contacts, contact lenses, eye contacts
    = contact lens
    > V2500 V2520
cataract lens, lens implant, cataract implant, eye lens implant
    = intraocular lens
    > V2630 V2632
eye exam, eye check, eye test, vision test
    = ophthalmological examination refraction; ophthalmological examination
    > S0620 S0621
wig, hair piece, hairpiece, chemo wig
    = wig
    > A9282
pump for penis, erection pump, ed pump, penis pump
    = vacuum erection system; penile
    > L7900
condom, condoms, rubbers
    = condom
    > A4267
"""
