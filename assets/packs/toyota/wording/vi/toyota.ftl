# Words of Toyota; the sections have their standard names (verify: city).

question-registered = Người ấy đăng ký cư trú ở đâu?
    .lead = Nếu người ấy đã vào viện dưỡng lão và quý vị không rõ, chọn “Tôi không biết”.
    .reason = Để biết thủ tục nào làm tại Toyota.
    .short = Nơi đăng ký
choice-deceased-registered-with-visitor = Ở Toyota, cùng hộ với tôi
choice-deceased-registered-this-city = Ở Toyota, khác hộ
    .second = Kể cả cùng địa chỉ nhưng khác hộ
