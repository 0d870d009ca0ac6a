# 豊中市の 課の 名前と ことば（やさしい日本語）。

section-hoken-shikaku = 保険《ほけん》資格《しかく》課《か》
section-hoken-kyufu = 保険《ほけん》給付《きゅうふ》課《か》
section-kaigo = 長寿《ちょうじゅ》安心《あんしん》課《か》
question-registered = 亡《な》くなった 方《かた》の 住民票《じゅうみんひょう》は どこに ありましたか
    .lead = 施設《しせつ》などに 移《うつ》っていて わからないときは、 「わからない」を 選《えら》んでください。
    .reason = 豊中市《とよなかし》で する 手続《てつづ》きが 決《き》まるからです。
    .short = 住民票《じゅうみんひょう》の 場所《ばしょ》
choice-deceased-registered-with-visitor = 豊中市《とよなかし》で、 わたしと 同《おな》じ 世帯《せたい》
choice-deceased-registered-this-city = 豊中市《とよなかし》の、 別《べつ》の 世帯《せたい》
    .second = 住所《じゅうしょ》が 同《おな》じでも 世帯《せたい》が 別《べつ》のとき
