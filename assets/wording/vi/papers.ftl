# Papers to take home: list, belongings, calendar, letter.

paper-number = Số của quý vị: { $number }
paper-practice = Chỉ để luyện tập. Không dùng cho thủ tục nào.
paper-page = Trang { $page }/{ $pages }

paper-list = Các thủ tục của quý vị
    .lead = Hạn sớm nhất ở đầu. Việc nào xong, xin đánh dấu vào ô bên trái.
    .until = Hạn: { $day }
    .held = Xin hỏi ý kiến trước
    .open = Quầy sẽ cho biết hạn
    .none = Không có hạn
    .where = Quầy
    .bring = Mang theo
    .who = Người nộp
    .elsewhere = Thủ tục làm ngoài tòa thị chính
    .check = Quầy sẽ kiểm tra xem có cần không.
    .past = Đã qua hạn. Xin sớm hỏi tại quầy.
    .moved = { $day } là ngày nghỉ nên đây là ngày làm việc kế tiếp.
    .closed = Ngày này văn phòng nghỉ. Xin đến trước ngày đó.
    .amount = Quầy sẽ cho biết số tiền.
    .perhaps = Xin xem việc này có liên quan đến quý vị không.
    .comma = {"; "}
    .past-elsewhere = Đã qua hạn. Xin sớm hỏi ý kiến.
paper-who-letter = Quý vị, cần giấy ủy quyền (委任状)
paper-who-counter = Kiểm tra tại quầy
paper-thing-perhaps = { $item } (nếu có)

paper-day = { $weekday } ngày { $day } { $name }
paper-day-year = { $weekday } ngày { $day } { $name } năm { $year }
paper-weekday-0 = T2
paper-weekday-1 = T3
paper-weekday-2 = T4
paper-weekday-3 = T5
paper-weekday-4 = T6
paper-weekday-5 = T7
paper-weekday-6 = CN

paper-month-1 = tháng 1
paper-month-2 = tháng 2
paper-month-3 = tháng 3
paper-month-4 = tháng 4
paper-month-5 = tháng 5
paper-month-6 = tháng 6
paper-month-7 = tháng 7
paper-month-8 = tháng 8
paper-month-9 = tháng 9
paper-month-10 = tháng 10
paper-month-11 = tháng 11
paper-month-12 = tháng 12

paper-contact = Đặt lịch và tư vấn
    .booking = Đặt lịch
    .consultation = Tư vấn
    .phone = Điện thoại { $phone }

paper-calendar = Lưu các hạn vào lịch điện thoại
    .lead = Dùng máy ảnh đọc mã: ngày được lưu vào lịch, không có tên quý vị và tên thủ tục.
    .count = { $count ->
       *[other] { $count } thủ tục
    }
    .event = { $city }: hạn thủ tục ({ $count })
    .text = Xin xem danh sách thủ tục đã in.

paper-bring = Vật cần mang theo
    .lead = Xin mang những vật này khi đến. Có vật nào, xin đánh dấu vào ô bên trái.
    .sure = Xin mang theo
    .perhaps = Xin mang theo nếu có
    .many = Cần cho { $count } thủ tục.
