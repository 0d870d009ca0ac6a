# Names of Toyonaka's sections (verify: city).

section-hoken-shikaku = Phòng Tư cách bảo hiểm (保険資格課)
section-hoken-kyufu = Phòng Chi trả bảo hiểm (保険給付課)
section-kaigo = Phòng Chăm sóc người cao tuổi (長寿安心課)
question-registered = Người ấy đăng ký cư trú ở đâu?
    .lead = Nếu người ấy đã vào viện dưỡng lão và quý vị không rõ, chọn “Tôi không biết”.
    .reason = Để biết thủ tục nào làm tại Toyonaka.
    .short = Nơi đăng ký
choice-deceased-registered-with-visitor = Ở Toyonaka, cùng hộ với tôi
choice-deceased-registered-this-city = Ở Toyonaka, khác hộ
    .second = Kể cả cùng địa chỉ nhưng khác hộ
