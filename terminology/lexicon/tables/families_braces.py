"""The words that people use around braces and artificial limbs, and what they are worn for."""

EVERY = "brace support splint orthosis"  # words that may be said of each of them
ROWS = """
# neck and back
neck brace collar whiplash soft foam stiff neck pain > L0120 L0140 L0172
neck collar hard rigid broken neck philadelphia miami aspen > L0172 L0174 L0180
neck torticollis baby crooked twisted head > L0112 L0113
halo screws skull broken neck vest > L0810 L0859
rib ribs belt broken chest > L0220
back brace lumbar support belt lower pain lifting elastic corset work sprain > L0625 L0627 L0628 L0631 L0650
back brace rigid spine surgery fusion fracture compression tlso clamshell turtle shell > L0456 L0464 L0457 L0486 L0460
si sacroiliac joint belt hip pelvis pelvic > L0621 L0622
maternity pregnancy belly support belt > L0621 L0625 A4467
posture shoulders hunch slouch kyphosis hump straight brace clavicle > L0450 L3650 L0454
scoliosis curve spine brace teen teenager girl child boston milwaukee night jacket > L1200 L1000 L1300 L1005
chest pigeon pectus brace > L1320
# hip, leg, foot
hip brace dislocate replacement abduction > L1686 L1660 L1690
hip dysplasia baby infant harness pavlik dislocated click > L1620 L1600 L1650
legs perthes child hip > L1700 L1730
knee brace sleeve elastic arthritis support pain wrap hinged > L1812 L1810 L1820 L1833
knee brace torn ligament acl mcl ski football injury hinged locking surgery > L1833 L1832 L1845 L1852
knee brace unloader arthritis bone osteoarthritis > L1843 L1851 L1845
knee immobilizer straight keep dislocated kneecap > L1830
knee brace bent backward hyperextend swedish > L1850
ankle brace lace sprain twisted rolled support sprained > L1902 L1906 L4350 L1904
ankle stirrup air cast aircast sprain > L4350
foot drop brace drag dragging toes stroke afo plastic leaf walk trip > L1930 L1932 L1960 L1951 L1900 L1940
foot drop splint bed night recumbent contracture heel > L4398 L4396 L4397
charcot foot boot diabetic crow > L4631
leg brace long paralysis polio kafo paralyzed stance lock > L2036 L2000 L2005 L2020
leg brace hip kafo braces metal waist > L2050 L2060 L2040
broken leg shin tibia fracture brace cast > L2112 L2116 L2106
broken thigh femur brace > L2126 L2136
leg splint air pneumatic emergency > L4370
toe in pigeon toed twister cables child > L2040 L2070
bunion toe foot plate splint > L3100 L3030
# arm
shoulder immobilizer sling strap hold dislocated rotator cuff surgery place keep > L3670 L3650 L3660 L3675 L3960
collarbone clavicle figure eight broken strap > L3650 L3660
elbow brace tennis golfer strap band hyperextended hinged > L3702 L3710 L3760 L3762
arm brace broken upper humerus fracture > L3980
forearm fracture brace broken wrist radius > L3982 L3984
wrist brace carpal tunnel splint typing night sprain sprained cock up hand pain > L3908 L3906
wrist hand finger splint resting stroke fist contracture clenched > L3807 L3809 L3806
thumb splint brace arthritis spica skier texting sprain > L3924 L3923 L3913 L3807 L3809
finger splint mallet broken jammed trigger pip > L3925 L3927 L3933 L3935 L3929
hand brace broken metacarpal boxer knuckle > L3917 L3915
arm support wheelchair mobile feeding weak > E2626 E2627 E2630
arm abduction pillow shoulder airplane surgery > L3960 L3671 L3674
truss hernia belt groin support inguinal > L8300 L8310
velcro strap garment sleeve covering support elastic > A4467
brace repair fix broken strap replace torn > L4205 L4210 L4002
heel shoe brace caliper stirrup attach > L2220 L3620
# limbs
leg artificial fake prosthesis prosthetic below knee amputee amputation lost diabetes > L5301 L5100 L5700
leg artificial fake prosthesis prosthetic above knee amputee amputation thigh > L5321 L5200 L5701
leg prosthesis hip disarticulation whole > L5331 L5250
foot partial toe toes missing filler amputation shoe > L5000 L5010
foot artificial prosthetic spring carbon running energy flex > L5980 L5981 L5976 L5970 L5987
knee computer microprocessor bionic robotic prosthetic c-leg > L5856 L5858
knee prosthetic joint hydraulic artificial > L5828 L5814 L5722
socket leg replacement loose fit shrunk prosthetic stump > L5700 L5701 L5685
liner gel silicone sleeve suspension prosthetic leg stump rub > L5673 L5679 L5685 L5671
sock socks stump ply prosthetic leg residual > L8420 L8430 L8470 L8480
stump shrinker elastic swelling amputation > L8440 L8460
prosthetic cover skin cosmetic foam shape > L5704 L5705 L5962 L5964
arm artificial prosthesis fake below elbow amputee > L6100 L6110 L6130
arm artificial prosthesis above elbow amputee > L6250
hand artificial fake bionic electric fingers myoelectric > L7007 L6880 L6935
hook hand prosthetic artificial split voluntary open > L6706 L6707 L6708 L6704
finger fingers artificial fake missing silicone prosthetic partial thumb > L6010 L6000 L6020 L6026
glove cosmetic skin prosthetic hand cover > L6890 L6895
prosthetic battery charger arm > L7364 L7366 L7367
prosthetic repair fix broken leg arm > L7510 L7520
breast artificial fake prosthesis form mastectomy silicone removed cancer > L8030 L8020 L8031 L8035
bra mastectomy pocket breast survivor surgery camisole > L8000 L8001 L8002 S8460 L8015
nipple artificial stick prosthesis > L8032 L8033
nose artificial fake prosthesis cancer removed > L8040
ear artificial fake prosthesis missing > L8045
face prosthesis facial artificial cancer > L8041 L8046 L8044
eye socket orbital prosthesis > L8042
knuckle finger joint implant silicone > L8630 L8631 L8658
toe joint implant > L8642 L8641
"""
