# What can happen when printing: title / .safe = what is safe / .next = what happens now

failure-printer-unreachable = Đang chờ máy in sẵn sàng
    .safe = Nội dung quý vị đã nhập được giữ nguyên.
    .next = Khi máy in sẵn sàng sẽ in ngay. Nhân viên đang đến.

failure-printer-untrusted = Đang chờ máy in sẵn sàng
    .safe = Nội dung quý vị đã nhập được giữ nguyên.
    .next = Khi máy in sẵn sàng sẽ in ngay. Nhân viên đang đến.

failure-printer-busy = Đang chờ lượt in khác xong
    .safe = Nội dung quý vị đã nhập được giữ nguyên.
    .next = Giấy của quý vị sẽ in ngay sau đó. Xin chờ ở đây.

failure-printer-out-of-paper = Máy in đã hết giấy
    .safe = Nội dung quý vị đã nhập được giữ nguyên.
    .next = Nhân viên sẽ thêm giấy. Xin chờ ở đây.

failure-printer-wrong-paper = Đang chờ giấy khác
    .safe = Nội dung quý vị đã nhập được giữ nguyên.
    .next = Nhân viên sẽ thay giấy. Xin chờ ở đây.

failure-printer-jam = Giấy bị kẹt trong máy in
    .safe = Nội dung quý vị đã nhập được giữ nguyên.
    .next = Nhân viên sẽ lấy giấy ra. Xin chờ ở đây.

failure-printer-cover-open = Nắp máy in đang mở
    .safe = Nội dung quý vị đã nhập được giữ nguyên.
    .next = Nhân viên sẽ đóng nắp. Xin chờ ở đây.

failure-printer-out-of-ink = Máy in cần được bảo trì
    .safe = Nội dung quý vị đã nhập được giữ nguyên.
    .next = Nhân viên sẽ thay mực. Xin chờ ở đây.

failure-printer-output-full = Khay ra giấy đã đầy
    .safe = Nội dung quý vị đã nhập được giữ nguyên.
    .next = Xin lấy giấy của quý vị. Nhân viên cũng đang đến.

failure-printer-stopped = Máy in đã dừng
    .safe = Nội dung quý vị đã nhập được giữ nguyên.
    .next = Nhân viên đang đến. Xin chờ ở đây.

failure-printer-not-accepting = Đang chờ máy in sẵn sàng
    .safe = Nội dung quý vị đã nhập được giữ nguyên.
    .next = Khi máy in sẵn sàng sẽ in ngay. Nhân viên đang đến.

failure-printer-refused = Máy in này không in được
    .safe = Nội dung quý vị đã nhập được giữ nguyên.
    .next = Xin mang số của quý vị đến quầy. Nhân viên sẽ chuẩn bị giấy.

failure-printer-refused-format = Máy in này không in được
    .safe = Nội dung quý vị đã nhập được giữ nguyên.
    .next = Xin mang số của quý vị đến quầy. Nhân viên sẽ chuẩn bị giấy.

failure-printer-garbled = Đang chờ máy in sẵn sàng
    .safe = Nội dung quý vị đã nhập được giữ nguyên.
    .next = Khi máy in sẵn sàng sẽ in ngay. Nhân viên đang đến.

failure-printer-cancelled = Việc in đã dừng
    .safe = Nội dung quý vị đã nhập được giữ nguyên.
    .next = Xin mang số của quý vị đến quầy. Nhân viên sẽ chuẩn bị giấy.

failure-printer-aborted = Việc in dừng giữa chừng
    .safe = Nội dung quý vị đã nhập được giữ nguyên.
    .next = Nhân viên đang đến. Xin để yên giấy ở đó.

failure-printer-outcome-unknown = Đang kiểm tra giấy đã ra chưa
    .safe = Nội dung quý vị đã nhập được giữ nguyên.
    .next = Nhân viên sẽ xem giấy. Xin chờ ở đây.

failure-printer-no-journal = Hiện không in được
    .safe = Nội dung quý vị đã nhập được giữ nguyên.
    .next = Xin mang số của quý vị đến quầy. Nhân viên sẽ chuẩn bị giấy.

failure-printer-login-refused = Đang chờ máy in sẵn sàng
    .safe = Nội dung quý vị đã nhập được giữ nguyên.
    .next = Khi máy in sẵn sàng sẽ in ngay. Nhân viên đang đến.
