# Names of Toyonaka's sections (verify: city).

section-hoken-shikaku = Insurance membership section (保険資格課)
section-hoken-kyufu = Insurance benefits section (保険給付課)
section-kaigo = Long-term care section (長寿安心課)
question-deceased-resident = Was the person registered as living in Toyonaka?
    .lead = If the person had moved to a care home and you are not sure, choose “I don’t know”.
    .reason = It decides which procedures are done in Toyonaka.
    .short = Registered in Toyonaka
    .yes = In Toyonaka
    .no = In another place
