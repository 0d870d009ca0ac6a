failure-form-too-long = Một câu trả lời dài quá so với ô
    .safe = Câu trả lời được giữ nguyên.
    .next = Ô được in trống. Nhân viên sẽ điền cùng quý vị tại quầy.
failure-form-glyph-missing = Có một chữ không in được
    .safe = Tên được giữ đúng như vậy, không thay bằng chữ khác.
    .next = Ô được in trống. Nhân viên sẽ kiểm tra chữ đúng tại quầy.
failure-form-not-digits = Có một số cần kiểm tra
    .safe = Câu trả lời được giữ nguyên.
    .next = Ô được in trống. Số sẽ được kiểm tra tại quầy.
failure-form-no-such-choice = Giấy không có mục tương ứng
    .safe = Câu trả lời được giữ nguyên.
    .next = Ô được in trống. Nhân viên sẽ kiểm tra tại quầy.
failure-form-era-not-printed = Có một ngày cần kiểm tra
    .safe = Câu trả lời được giữ nguyên.
    .next = Ô được in trống. Nhân viên sẽ viết ngày tại quầy.
failure-form-not-a-date = Có một ngày cần kiểm tra
    .safe = Câu trả lời được giữ nguyên.
    .next = Ô được in trống. Nhân viên sẽ kiểm tra ngày tại quầy.

## One line about one answer: $label is what the form calls it; $letters are the letters at fault.

problem-form-glyph-missing = { $label }: máy này không in được { $count ->
       *[other] chữ
    } { $letters }. Ô được để trống; chữ đúng sẽ được kiểm tra tại quầy.
problem-form-too-long = { $label } dài quá so với ô. Ô được để trống và sẽ điền cùng quý vị tại quầy.
problem-form-not-digits = { $label }: số sẽ được kiểm tra tại quầy. Ô được để trống.
problem-form-no-such-choice = { $label }: giấy không có mục tương ứng. Sẽ kiểm tra tại quầy.
problem-form-era-not-printed = { $label }: giấy không in niên hiệu này. Sẽ viết tại quầy.
problem-form-not-a-date = { $label }: ngày sẽ được kiểm tra tại quầy. Ô được để trống.
