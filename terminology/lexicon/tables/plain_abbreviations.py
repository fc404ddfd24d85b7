"""What clinicians and billers abbreviate to a few letters: rows as `plain_words.py` reads them, codes as examples."""

ROWS = """
# behavioral health
sud, substance use disorder, substance use, substance abuse, addiction, sa treatment, aod
    = alcohol drug services; alcohol drug; substance abuse; substance use; opioid use disorder
    > H0001
oud, opioid use disorder = opioid use disorder; opioid treatment > G2086
bh, behavioral health = behavioral health; mental health; behavioral; psychiatric > H0004
mh, mental health = mental health; behavioral health; psychiatric > H0031
otp, opioid treatment program = opioid treatment program > G2067
mat, medication assisted treatment = medication assisted treatment > G2067
cocm = psychiatric collaborative care management > G0502
php, partial hosp = partial hospitalization > H0035
rtc, residential treatment = residential treatment program; residential > H0019
# who comes, and where
hh, hhc, home care = home health; home; hhc > G0299
pta = physical therapist assistant > G0157
ota, cota = occupational therapist assistant > G0158
ptot, pt ot = physical therapist; occupational therapist > G0151
slp = speech language pathologist; speech > G0153
msw, lcsw, lmsw, lsw = clinical social worker; social work > G0155
lpn, lvn = licensed practical nurse; lpn > G0300
cna = certified nurse assistant; nurse assistant > T1021
hha = home health aide; hospice aide > T1021
np, aprn = nurse practitioner > SA
snf = skilled nursing facility; nursing facility > Q5003
asc = ambulatory surgical center > SG
rhc = rural health clinic > G0511
fqhc = federally qualified health center; fqhc > G0466
opps, hopd, outpatient hospital, facility fee = hospital outpatient > G0463
ccbhc = certified community behavioral health clinic > T1040
# how long, how often
daily, per day, a day, each day, day rate = per diem; daily; per day > S9126
hourly, per hr, an hour = per hour; hour > S9122
monthly, per mo, a month = per month; month > T2022
q24h, qd = every 24 hours > S9500
q12h, q12, every 12 h = every 12 hours > S9501
q8h, q8, every 8 h = every 8 hours > S9502
q6h, q6 = every 6 hours > S9503
q4h, q4 = every 4 hours > S9504
# conditions and care
sdoh = social determinants health; sdoh > G0136
dm, dm2, t2dm = diabetes; diabetic > G0108
cad, ascvd = cardiovascular disease; atherosclerotic cardiovascular > G0446
ckd = chronic kidney disease; kidney > G0420
copd = chronic obstructive pulmonary disease > G8898
chf, hf = heart failure > C9758
afib, a fib = atrial fibrillation > G0250
htn = hypertension; blood pressure > G9744
mdd = major depressive disorder; depression > G0444
bmi = body mass index; bmi > G8417
a1c, hba1c, hgb a1c, hemoglobin a1c = hba1c; hemoglobin a1c > M1211
aki = acute kidney injury > G0491
esrd, end stage renal disease = esrd; end stage renal disease > G0257
rsv = respiratory syncytial; rsv > S9562
abx = antibiotic; anti infective; antibiotic antiviral > S9494
gi = gastrointestinal; gastric > C1748
cv = cardiovascular > G0446
ekg = ecg; electrocardiogram > G0403
rt therapy, resp therapy = respiratory therapy; respiratory > G0237
sv, single vision = single vision > V2100
em, e m = evaluation management > G2211
poc plan, plan of care = plan care > G0180
ld ct, ldct = low dose computed tomography; low dose ct > G0296
udt, uds = drug test; drug screen > G0480
hst = home sleep > G0399
cgm sensor = continuous glucose monitor > A4239
tx plan = treatment plan; plan development > H0032
"""
