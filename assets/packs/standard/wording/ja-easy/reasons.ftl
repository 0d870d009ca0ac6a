# 手続きが いる・いらない わけの ことば（やさしい日本語）。

reason-needed = いります
reason-not-needed = いりません
reason-check-at-counter = 窓口《まどぐち》で 確《たし》かめます
reason-undecided = まだ 決《き》まって いません

reason-answer = 「{ $label }」の 答《こた》えが 「{ $value }」だったからです。
reason-record = 「{ $label }」が 記録《きろく》では 「{ $value }」だからです。
reason-always = だれでも いる 手続《てつづ》きです。

reason-change-needed = 「{ $label }」が 「{ $value }」なら いります。
reason-change-not-needed = 「{ $label }」が 「{ $value }」なら いりません。
reason-change-check-at-counter = 「{ $label }」が 「{ $value }」なら 窓口《まどぐち》で 確《たし》かめます。
reason-change-undecided = 「{ $label }」が 「{ $value }」なら ほかの 質問《しつもん》で 決《き》まります。

reason-date-from = { $value }か その 後《あと》
reason-date-until = { $value }か その 前《まえ》
reason-count-from = { $value }以上《いじょう》
reason-count-until = { $value }以下《いか》
reason-between = { $first }から { $last }まで

reason-yes = はい
reason-no = いいえ
reason-dont-know = わからない
reason-declined = 答《こた》えない
reason-not-applicable = あてはまらない
reason-date = { $wareki }
reason-month = { $wareki }
reason-money = { $value }円《えん》
reason-of-item = { $name } の { $label }
reason-both = { $first }、 { $last }
reason-none = なし

# 理由の紙。
reason-unchecked = この きまりは まだ 法律《ほうりつ》と くらべて いません。 窓口《まどぐち》で 確《たし》かめます。
reason-sheet = いる 手続《てつづ》きと いらない 手続《てつづ》きの わけ
    .lead = あなたの 答《こた》えから、 下《した》のように なりました。 ちがう ところは 窓口《まどぐち》で 話《はな》してください。
    .number = 受付番号《うけつけばんごう》 { $number }
    .page = { $page }/{ $pages }ページ
    .because = わけ
    .otherwise = 答《こた》えが ちがう とき
    .practice = 練習《れんしゅう》の 紙《かみ》です。 手続《てつづ》きには 使《つか》えません。
