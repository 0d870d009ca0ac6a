# お手続きが いる・いらない 理由の ことば。$label は 事実の 名前、$value は お答え。

reason-needed = 必要です
reason-not-needed = 必要ありません
reason-check-at-counter = 窓口で 確かめます
reason-undecided = まだ 決まっていません

reason-answer = 「{ $label }」の お答えが「{ $value }」だったためです。
reason-record = 「{ $label }」が 記録では「{ $value }」のためです。
reason-always = どなたにも 必要な お手続きです。

reason-change-needed = 「{ $label }」が「{ $value }」なら 必要です。
reason-change-not-needed = 「{ $label }」が「{ $value }」なら 必要ありません。
reason-change-check-at-counter = 「{ $label }」が「{ $value }」なら 窓口で 確かめます。
reason-change-undecided = 「{ $label }」が「{ $value }」なら ほかの ご質問で 決まります。

reason-date-from = { $value }以後
reason-date-until = { $value }以前
reason-count-from = { $value }以上
reason-count-until = { $value }以下
reason-between = { $first }から{ $last }まで

reason-yes = はい
reason-no = いいえ
reason-dont-know = わからない
reason-declined = 答えない
reason-not-applicable = あてはまらない
reason-date = { $wareki }
reason-month = { $wareki }
reason-money = { $value }円
reason-of-item = { $name } の { $label }
reason-both = { $first }、{ $last }
reason-none = なし

# 理由の紙。
reason-unchecked = この決まりは まだ 法律と くらべていないので、窓口で 確かめます。
reason-sheet = いる お手続きと いらない お手続きの わけ
    .lead = お答えから、下のように なりました。ちがうところが あれば、窓口で お話しください。
    .number = 受付番号 { $number }
    .page = { $page }/{ $pages }ページ
    .because = わけ
    .otherwise = お答えが ちがうとき
    .practice = 練習用です。お手続きには 使えません。
