# お持ち帰りの 紙：手続き一覧、持ち物、カレンダー、委任状。わけの 紙の ことばは パックに ある。

paper-number = 受付番号 { $number }
paper-practice = 練習用です。お手続きには 使えません。
paper-page = { $page }/{ $pages }ページ

paper-list = お手続きの 一覧
    .lead = 期限の 早い順です。終わったら 左の □に しるしを 付けてください。
    .until = { $day }まで
    .held = 先に ご相談ください
    .open = 期限は 窓口で 確認します
    .none = 期限の ないもの
    .where = 窓口
    .bring = 持ち物
    .who = 届け出る方
    .elsewhere = 市役所の 外での お手続き
    .check = 必要かどうかを 窓口で 確認します。
    .past = 期限を 過ぎています。窓口へ お早めに お話しください。
    .moved = { $day }が 閉庁日のため、つぎに 開く日です。
    .closed = この日は 閉庁日です。前の日までに お越しください。
    .amount = 金額は 窓口で お伝えします。
    .perhaps = あてはまるかどうかを 確かめてください。
    .comma = {"、"}
    .past-elsewhere = 期限を 過ぎています。早めに ご相談ください。
paper-who-letter = 委任状が あれば あなた
paper-who-counter = 窓口で 確認します
paper-thing-perhaps = { $item }（あれば）

paper-day = { $month }月{ $day }日（{ $weekday }）
paper-day-year = { $wareki }（{ $weekday }）
paper-weekday-0 = 月
paper-weekday-1 = 火
paper-weekday-2 = 水
paper-weekday-3 = 木
paper-weekday-4 = 金
paper-weekday-5 = 土
paper-weekday-6 = 日

paper-month-1 = 1月
paper-month-2 = 2月
paper-month-3 = 3月
paper-month-4 = 4月
paper-month-5 = 5月
paper-month-6 = 6月
paper-month-7 = 7月
paper-month-8 = 8月
paper-month-9 = 9月
paper-month-10 = 10月
paper-month-11 = 11月
paper-month-12 = 12月

paper-contact = ご予約・ご相談
    .booking = ご予約
    .consultation = ご相談
    .phone = 電話 { $phone }

paper-calendar = 期限を スマートフォンの カレンダーに 入れる
    .lead = カメラで 読むと、期限の日が カレンダーに 入ります。お名前と お手続きの 名前は 入りません。
    .count = お手続き { $count }件
    .event = { $city } お手続きの 期限（{ $count }件）
    .text = お渡しした「お手続きの 一覧」を ごらんください。

paper-bring = 持ち物
    .lead = お手続きに 来るときに お持ちください。そろったら 左の □に しるしを 付けてください。
    .sure = お持ちいただく もの
    .perhaps = あれば お持ちいただく もの
    .many = { $count }件の お手続きで 使います。
