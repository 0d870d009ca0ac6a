# 受付票（紙）。U+200B は改行してよいところ。
receipt-headline = お手続きは{"\u200B"}まだ終わっていません
receipt-lead = 番号でお呼びします。
receipt-number = 受付番号
receipt-step-wait = この紙を持って待つ
receipt-step-counter = 番号で呼ばれたら窓口へ行く
receipt-step-sign = 係員の前で署名する
receipt-list = 窓口ですること　{ $count }件
receipt-office = 窓口
receipt-deadline = 期限
receipt-bring = 持ち物
receipt-qr = 係員が読み取ります
receipt-no-names = この紙にお名前や住所は印刷していません。
