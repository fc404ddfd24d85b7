"""What people say for braces, shoes and artificial limbs, with the usual codes."""

ROWS = """
back brace, back support, lumbar brace, lower back brace, lumbar support, lumbosacral brace, low back brace
    = lumbar orthosis; lumbar sacral orthosis
    > L0625 L0642 L0650 L0648 L0627
lso, lso brace, lumbar sacral orthosis = lumbar sacral orthosis > L0631 L0637 L0650 L0648
lso prefab, lso off the shelf, lso ots = lumbar sacral orthosis off the shelf > L0650 L0648
tlso, tlso brace, clamshell brace, thoracic brace, full back brace, jewett brace = tlso > L0464 L0456 L0457 L0472 L0486
scoliosis brace, boston brace, milwaukee brace = scoliosis orthosis; ctlso; tlso > L1200 L1000
sacroiliac belt, si belt, si joint belt = sacroiliac orthosis > L0621
neck brace, cervical collar, neck collar, soft collar, foam collar, c collar
    = cervical collar; cervical flexible
    > L0120 L0140 L0172
hard collar, philadelphia collar, aspen collar, miami j, rigid collar
    = cervical semi rigid; cervical collar
    > L0172 L0140
halo, halo vest, halo brace = halo procedure > L0810 L0820
shoulder brace, shoulder immobilizer, shoulder sling = shoulder orthosis > L3670 L3650 L3660
arm sling, sling, slings = slings > A4565
clavicle brace, figure 8 brace, figure eight splint = shoulder orthosis figure eight > L3650
elbow brace, elbow support, elbow sleeve = elbow orthosis > L3702 L3710 L3762
wrist brace, wrist splint, carpal tunnel brace, carpal tunnel splint, cock up splint, wrist support
    = wrist hand orthosis extension control cock up; wrist hand orthosis
    > L3908 L3906
thumb spica, thumb splint, thumb brace, thumb spica splint
    = hand finger orthosis; wrist hand finger orthosis
    > L3807 L3809 L3923 L3924
finger splint, finger brace, mallet finger splint = finger orthosis > L3933 L3925 L3927
hand splint, resting hand splint = wrist hand finger orthosis > L3807 L3809
knee orthosis, knee orthoses = knee orthosis > L1812 L1830 L1850 L1833 L1832
knee brace, knee support, hinged knee brace, knee sleeve = knee orthosis > L1833 L1832 L1812 L1810 L1820
knee immobilizer, knee splint = knee orthosis immobilizer > L1830
acl brace, ligament knee brace, custom knee brace, derotation knee brace
    = knee orthosis derotation custom; knee orthosis custom fabricated
    > L1846 L1844 L1840
unloader brace, oa knee brace, arthritis knee brace, osteoarthritis knee brace
    = knee orthosis adjustable medial lateral rotation control
    > L1843 L1851 L1845
ankle brace, ankle support, ankle stabilizer, ankle sleeve, lace up ankle brace
    = ankle foot orthosis; ankle orthosis gauntlet
    > L1902 L1906
ankle foot orthosis, ankle foot orthoses = ankle foot orthosis > L1906 L1930 L1940
afo, foot drop brace, drop foot brace, leg brace, foot drop splint, footdrop splint
    = ankle foot orthosis
    > L1930 L1960 L1970
custom afo, plastic afo, solid ankle afo = ankle foot orthosis plastic custom fabricated > L1960 L1940
carbon fiber afo, toe off afo
    = ankle foot orthosis plastic other material prefabricated; ankle foot orthosis carbon
    > L1932 L1930
kafo, long leg brace = knee ankle foot orthosis > L2036 L2020
hip brace, hip abduction brace, hip orthosis = hip orthosis abduction control > L1686
pavlik harness, baby hip harness, hip dysplasia brace, frejka
    = hip orthosis abduction control flexible pavlik; hip orthosis abduction
    > L1620 L1600
walking boot, cam boot, cam walker, fracture boot, aircast boot, moon boot, boot for broken foot
    = walking boot
    > L4361 L4360 L4387 L4386
night splint, plantar fasciitis splint = ankle foot orthosis night; static dynamic ankle foot > L4397 L4396
post op shoe, surgical shoe, postop shoe, surgical boot = surgical boot > L3260
orthopedic shoes, orthopedic shoe, corrective shoes
    = orthopedic footwear oxford; orthopedic shoe; orthopedic footwear
    > L3215 L3219 L3224
diabetic shoes, shoes for diabetics, diabetic shoe, therapeutic shoes, depth shoes = diabetics shoe depth inlay > A5500
diabetic inserts, diabetic shoe inserts, diabetic insoles, heat molded insert
    = diabetics multiple density insert
    > A5512 A5513 A5514
foot orthotics, custom orthotics, custom foot orthotics, orthotics, orthotic insoles, shoe insoles, insoles,
+ shoe inserts, foot insert, ucb insert, arch supports, arch support, foot orthotic
    = foot insert removable molded patient model; foot insert; arch support
    > L3000 L3010 L3020 L3030 L3040
heel lift, shoe lift, shoe lift for short leg = lift elevation heel; lift heel > L3300 L3310
heel wedge, shoe wedge = heel wedge > L3340 L3350
stump sock, stump socks, prosthetic sock, prosthetic socks, amputee stump sock
    = prosthetic sock multiple ply; stump sock
    > L8420 L8430
prosthetic liner, gel liner, stump liner, leg liner, silicone liner
    = socket insert suction suspension; gel liner; custom molded insert
    > L5673 L5679
below knee prosthesis, bk prosthesis, below knee leg, bka prosthesis, transtibial prosthesis,
+ artificial leg below knee
    = below knee molded socket shin sach foot; below knee
    > L5100 L5301
above knee prosthesis, ak prosthesis, aka prosthesis, transfemoral prosthesis, artificial leg above knee
    = above knee molded socket; above knee
    > L5321 L5200
fake leg, artificial leg, prosthetic leg, leg prosthesis
    = below knee molded socket; lower extremity prosthesis
    > L5100 L5301 L5999
artificial foot, prosthetic foot, fake foot = foot prosthesis; sach foot > L5970
artificial arm, prosthetic arm, fake arm, arm prosthesis, below elbow prosthesis
    = below elbow molded socket; upper extremity prosthesis
    > L6100 L6110
artificial hand, prosthetic hand, fake hand, hand prosthesis, myoelectric hand
    = electric hand; partial hand
    > L7007 L6000
prosthetic hook, hook hand, hook = terminal device hook > L6706
computer knee, c leg, microprocessor knee
    = microprocessor control swing stance phase; knee shin system microprocessor
    > L5856
breast prosthesis, breast form, breast forms, fake breast, prosthetic breast, silicone breast, mastectomy prosthesis
    = breast prosthesis mastectomy form; breast prosthesis silicone
    > L8020 L8030
mastectomy bra, post surgical bra, post mastectomy bra, bra for prosthesis
    = breast prosthesis mastectomy bra
    > L8000 L8001
breast implant, breast implants = implantable breast prosthesis > L8600
artificial eye, fake eye, prosthetic eye, eye prosthesis = prosthetic eye > V2623
penile implant, penile prosthesis, penis pump, vacuum erection device, ed pump
    = penile prosthesis; vacuum erection
    > C1813 L7900
cochlear implant, ear implant = cochlear device > L8614
cochlear processor, cochlear implant processor = cochlear implant external speech processor > L8619
voice prosthesis, tracheo esophageal voice prosthesis, tep prosthesis
    = tracheo esophageal voice prosthesis
    > L8507 L8509
hernia truss, truss, hernia belt, hernia support = truss single; truss > L8300
"""
