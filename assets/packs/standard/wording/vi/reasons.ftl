# Why a procedure is needed or not.  $label is a fact's name, $value the answer.

reason-needed = Cần
reason-not-needed = Không cần
reason-check-at-counter = Kiểm tra tại quầy
reason-undecided = Chưa xác định

reason-answer = Vì câu trả lời cho “{ $label }” là “{ $value }”.
reason-record = Vì hồ sơ ghi “{ $label }” là “{ $value }”.
reason-always = Ai cũng cần việc này.

reason-change-needed = Nếu “{ $label }” là “{ $value }” thì cần.
reason-change-not-needed = Nếu “{ $label }” là “{ $value }” thì không cần.
reason-change-check-at-counter = Nếu “{ $label }” là “{ $value }” thì kiểm tra tại quầy.
reason-change-undecided = Nếu “{ $label }” là “{ $value }” thì câu hỏi khác sẽ quyết định.

reason-date-from = { $value } hoặc sau đó
reason-date-until = { $value } hoặc trước đó
reason-count-from = { $value } trở lên
reason-count-until = { $value } trở xuống
reason-between = { $first } đến { $last }

reason-yes = Có
reason-no = Không
reason-dont-know = Tôi không biết
reason-declined = Không trả lời
reason-not-applicable = Không áp dụng
reason-date = ngày { $day } tháng { $month } năm { $year }
reason-month = tháng { $month } năm { $year }
reason-money = { $value } yên
reason-of-item = { $label } ({ $name })
reason-both = { $first }, { $last }
reason-none = không có

# The sheet of reasons.
reason-unchecked = Quy tắc này chưa được đối chiếu với luật nên quầy sẽ kiểm tra.
reason-sheet = Việc cần làm, việc không cần làm, và vì sao
    .lead = Theo câu trả lời của quý vị. Nếu có chỗ chưa đúng, xin nói tại quầy.
    .number = Số của quý vị: { $number }
    .page = Trang { $page }/{ $pages }
    .because = Vì sao
    .otherwise = Nếu trả lời khác
    .practice = Chỉ để luyện tập. Không dùng cho thủ tục nào.
