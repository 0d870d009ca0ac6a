# 豊中市の 課の名前（verify: city）。

section-hoken-shikaku = 保険資格課
section-hoken-kyufu = 保険給付課
section-kaigo = 長寿安心課
question-deceased-resident = 亡くなった方の 住民票は 豊中市に ありましたか
    .lead = 施設などに 移っていて はっきりしないときは「わからない」を 選んでください。
    .reason = 豊中市でする お手続きが 決まるためです。
    .short = 豊中市の住民票
    .yes = 豊中市に ありました
    .no = ほかの 市町村です
