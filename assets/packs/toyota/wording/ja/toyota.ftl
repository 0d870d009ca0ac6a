# 豊田市の ことば。課の名前は 標準のまま（verify: city）。

question-registered = 亡くなった方の 住民票は どこに ありましたか
    .lead = 施設などに 移っていて はっきりしないときは「わからない」を 選んでください。
    .reason = 豊田市でする お手続きが 決まるためです。
    .short = 住民票の場所
choice-deceased-registered-with-visitor = 豊田市で、わたしと 同じ世帯
choice-deceased-registered-this-city = 豊田市の、別の世帯
    .second = 同じ住所でも 世帯が 別のとき
