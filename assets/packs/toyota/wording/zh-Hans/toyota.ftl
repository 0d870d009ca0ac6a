question-registered = 逝者的住民票在哪里？
    .lead = 曾移到养老院等设施、不太清楚时，请选“不知道”。
    .reason = 用来确定在丰田市（豊田市）办理的手续。
    .short = 住民票所在地
choice-deceased-registered-with-visitor = 在丰田市，与我同一户
choice-deceased-registered-this-city = 在丰田市，另外的户
    .second = 住址相同但户不同时
