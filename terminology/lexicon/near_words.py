"""Near synonyms: a user's word may mean a family that has another word of its group."""

from collections.abc import Mapping
from functools import cache

from terminology.lexicon.words import stems_of

GROUPS = """
ostomy colostomy ileostomy urostomy stoma
pee urine urinary bladder urinate peeing
poop stool bowel feces fecal bm
sugar glucose diabetes diabetic diabetics
shot injection jab needle inject injectable
drip infusion iv vein veins intravenous
medicine medication drug med meds
pill tablet oral capsule
brace orthosis support splint immobilizer
sock socks stocking stockings hose
hose tube tubing
bandage dressing wrap gauze
sore sores ulcer wound bedsore bedsores
kid child children toddler pediatric son daughter baby infant
baby infant newborn
heart cardiac
lung lungs pulmonary breathing
kidney kidneys renal dialysis
belly stomach abdomen tummy abdominal
butt bottom buttocks
doctor physician
psychiatrist psychiatric mental
counselor counseling therapist therapy
video telehealth online virtual
money pay payment cost reimbursement
hotel motel lodging
ride rides transportation transport trip
taxi cab
squeeze squeezes compression tight
swell swollen swelling edema puffy
fake artificial prosthesis prosthetic
foot feet
leg legs
arm arms
hand hands finger fingers
back spine lumbar spinal
eye eyes vision sight
ear ears hearing
glasses eyeglasses spectacles
blind sight
deaf hearing
cancer tumor chemo oncology
sleep sleeping night
pain hurt hurts ache aching
clean cleaning wash
walk walking
stand standing
old elderly senior
heavy obese bariatric overweight large
quit stop stopping
alcohol drinking drink drunk
smoke smoking cigarettes tobacco
class lesson lessons course training education
test testing screening exam check
checkup physical wellness exam
nurse nursing rn
home house
bars bar rail rails
bath tub bathtub bathing shower
toilet commode potty
mattress bed
lift lifts lifter raise raises elevate
pillow cushion pad
strap straps belt
mask masks
battery batteries
fix repair broken broke
new replacement replace another
small little tiny
electric power powered motorized
smell odor stink deodorant
allergy allergies allergic
antibiotic antibiotics infection
arthritis joints joint
bone bones
skin rash
vomit vomiting nausea throwing
pregnant pregnancy prenatal maternity
birth delivery labor
feed feeding eat eating fed
food meal meals formula
swallow swallowing choke choking
talk speak speech talking voice
blood bleeding
clot clots
scan imaging picture
aluminum aluminium
anemia anaemia
tumor tumour cancer
edema oedema
pediatric paediatric
orthopedic orthopaedic
leukemia leukaemia
hemophilia haemophilia
tire tires tyre tyres
diaper diapers nappy nappies
doctor gp
bandaid plaster bandage
pharmacy chemist
"""


@cache
def near_stems() -> Mapping[str, tuple[str, ...]]:
    """By the stem of each word, the stems of its near synonyms."""
    found: dict[str, dict[str, None]] = {}
    for group in GROUPS.split("\n"):
        stems = dict.fromkeys(stems_of(group.split()))
        for stem in stems:
            found.setdefault(stem, {}).update(stems)
    return {stem: tuple(other for other in others if other != stem) for stem, others in found.items()}
