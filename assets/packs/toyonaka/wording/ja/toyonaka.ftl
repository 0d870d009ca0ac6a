# 豊中市の 課の名前（verify: city）。

section-hoken-shikaku = 保険資格課
section-hoken-kyufu = 保険給付課
section-kaigo = 長寿安心課
question-registered = 亡くなった方の 住民票は どこに ありましたか
    .lead = 施設などに 移っていて はっきりしないときは「わからない」を 選んでください。
    .reason = 豊中市でする お手続きが 決まるためです。
    .short = 住民票の場所
choice-deceased-registered-with-visitor = 豊中市で、わたしと 同じ世帯
choice-deceased-registered-this-city = 豊中市の、別の世帯
    .second = 同じ住所でも 世帯が 別のとき
