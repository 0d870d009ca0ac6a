failure-form-too-long = 欄に入りきらないところがあります
    .safe = お答えはそのまま残っています。
    .next = この欄は空けて印刷します。係員が窓口でいっしょに書き入れます。
    .staff = 文字数が欄に入りません（最小の大きさ、2行でも不可）。別紙または手書きで補ってください。
failure-form-glyph-missing = 印刷できない文字があります
    .safe = お名前の文字は、そのまま残っています。別の文字に置きかえることはありません。
    .next = この欄は空けて印刷します。正しい文字を係員が窓口で確認します。
    .staff = 書体にその文字または異体字がありません（外字領域を含む）。文字のコードを確かめ、手書きで補ってください。
failure-form-not-digits = 数字の欄を確認します
    .safe = お答えはそのまま残っています。
    .next = この欄は空けて印刷します。窓口で番号を確認します。
    .staff = 値に数字がないか、桁数が合いません。
failure-form-no-such-choice = 様式に当てはまる項目がありません
    .safe = お答えはそのまま残っています。
    .next = この欄は空けて印刷します。係員が窓口で確認します。
    .staff = 答えに対応する選択肢が様式に印刷されていません。様式の options または words を確かめてください。
failure-form-era-not-printed = 日付の欄を確認します
    .safe = お答えはそのまま残っています。
    .next = この欄は空けて印刷します。係員が窓口で日付を書き入れます。
    .staff = 日付の元号が様式に印刷されていません。
failure-form-not-a-date = 日付の欄を確認します
    .safe = お答えはそのまま残っています。
    .next = この欄は空けて印刷します。係員が窓口で日付を確認します。
    .staff = 値が日付でないか、明治6年1月1日より前です。

## One line about one answer: $label is what the form calls it; $letters are the letters at fault.

problem-form-glyph-missing = 「{ $label }」の文字 { $letters } は、この機械では印刷できません。欄を空けて印刷し、正しい文字を窓口で確認します。
problem-form-too-long = 「{ $label }」は長いため、欄に入りきりません。欄を空けて印刷し、窓口でいっしょに書き入れます。
problem-form-not-digits = 「{ $label }」の番号を、窓口で確認します。欄は空けて印刷します。
problem-form-no-such-choice = 「{ $label }」に当てはまる項目が用紙にありません。窓口で確認します。
problem-form-era-not-printed = 「{ $label }」の元号が用紙に印刷されていません。窓口で書き入れます。
problem-form-not-a-date = 「{ $label }」の日付を、窓口で確認します。欄は空けて印刷します。
