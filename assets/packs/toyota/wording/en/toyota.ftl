# Words of Toyota; the sections have their standard names (verify: city).

question-registered = Where was the person registered as living?
    .lead = If the person had moved to a care home and you are not sure, choose “I don’t know”.
    .reason = It decides which procedures are done in Toyota.
    .short = Registered
choice-deceased-registered-with-visitor = In Toyota, in my household
choice-deceased-registered-this-city = In Toyota, in another household
    .second = Also at the same address, if a separate household
