# 持って帰る 紙：手続きの 一覧、持ち物、カレンダー。紙には 読みは 出ません。

paper-number = 受付番号《うけつけばんごう》 { $number }
paper-practice = 練習《れんしゅう》の 紙《かみ》です。 手続《てつづ》きには 使《つか》えません。
paper-page = { $page }/{ $pages }ページ

paper-list = すること（手続《てつづ》きの 一覧《いちらん》）
    .lead = 期限《きげん》が 早《はや》い 順《じゅん》です。 終《お》わったら 左《ひだり》の □に しるしを つけてください。
    .until = { $day }まで
    .held = 先《さき》に 相談《そうだん》してください
    .open = 期限《きげん》は 窓口《まどぐち》で 確《たし》かめます
    .none = 期限《きげん》が ない もの
    .where = 窓口《まどぐち》
    .bring = 持《も》ってくる 物《もの》
    .who = だれが
    .elsewhere = 市役所《しやくしょ》の 外《そと》で する 手続《てつづ》き
    .check = いるか いらないかを 窓口《まどぐち》で 確《たし》かめます。
    .past = 期限《きげん》が すぎています。 早《はや》く 窓口《まどぐち》で 話《はな》してください。
    .moved = { $day }は 市役所《しやくしょ》が 休《やす》みなので、 つぎに 開《あ》く 日《ひ》です。
    .closed = この 日《ひ》は 市役所《しやくしょ》が 休《やす》みです。 前《まえ》の 日《ひ》までに 来《き》てください。
    .amount = お金《かね》が いくらかは 窓口《まどぐち》で 話《はな》します。
    .perhaps = 関係《かんけい》が あるか 確《たし》かめてください。
    .comma = 、{" "}
    .past-elsewhere = 期限《きげん》が すぎています。 早《はや》く 相談《そうだん》してください。
paper-who-letter = 委任状《いにんじょう》が あれば あなた
paper-who-counter = 窓口《まどぐち》で 確《たし》かめます
paper-thing-perhaps = { $item }（あれば）

paper-day = { $month }月《がつ》{ $day }日《にち》（{ $weekday }）
paper-day-year = { $wareki }（{ $weekday }）
paper-weekday-0 = 月《げつ》
paper-weekday-1 = 火《か》
paper-weekday-2 = 水《すい》
paper-weekday-3 = 木《もく》
paper-weekday-4 = 金《きん》
paper-weekday-5 = 土《ど》
paper-weekday-6 = 日《にち》

paper-month-1 = 1月《がつ》
paper-month-2 = 2月《がつ》
paper-month-3 = 3月《がつ》
paper-month-4 = 4月《がつ》
paper-month-5 = 5月《がつ》
paper-month-6 = 6月《がつ》
paper-month-7 = 7月《がつ》
paper-month-8 = 8月《がつ》
paper-month-9 = 9月《がつ》
paper-month-10 = 10月《がつ》
paper-month-11 = 11月《がつ》
paper-month-12 = 12月《がつ》

paper-contact = 予約《よやく》・ 相談《そうだん》
    .booking = 予約《よやく》
    .consultation = 相談《そうだん》
    .phone = 電話《でんわ》 { $phone }

paper-calendar = 期限《きげん》を スマートフォンの カレンダーに 入《い》れる
    .lead = カメラで 読《よ》むと、 期限《きげん》の 日《ひ》が カレンダーに 入《はい》ります。 名前《なまえ》と 手続《てつづ》きの 名前《なまえ》は 入《はい》りません。
    .count = 手続《てつづ》き { $count }件《けん》
    .event = { $city } 手続《てつづ》きの 期限《きげん》（{ $count }件《けん》）
    .text = 「手続《てつづ》きの 一覧《いちらん》」の 紙《かみ》を 見《み》てください。

paper-bring = 持《も》ってくる 物《もの》
    .lead = 手続《てつづ》きに 来《く》るときに 持《も》って 来《き》てください。 そろったら 左《ひだり》の □に しるしを つけてください。
    .sure = 持《も》ってくる 物《もの》
    .perhaps = あれば 持《も》ってくる 物《もの》
    .many = { $count }件《けん》の 手続《てつづ》きで 使《つか》います。
