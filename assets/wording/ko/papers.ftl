# 가져갈 종이: 목록, 가져오실 것, 달력, 위임장.

paper-number = 접수 번호 { $number }
paper-practice = 연습용입니다. 절차에는 쓸 수 없습니다.
paper-page = { $page }/{ $pages }쪽

paper-list = 절차 목록
    .lead = 기한이 빠른 순서입니다. 끝나면 왼쪽 칸에 표시하십시오.
    .until = { $day }까지
    .held = 먼저 상담해 주십시오
    .open = 기한은 창구에서 확인합니다
    .none = 기한이 없는 것
    .where = 창구
    .bring = 가져오실 것
    .who = 신고하는 분
    .elsewhere = 시청 밖에서 하는 절차
    .check = 필요한지를 창구에서 확인합니다.
    .past = 기한이 지났습니다. 되도록 일찍 창구에서 상담해 주십시오.
    .moved = { $day }은 쉬는 날이므로 다음에 여는 날입니다.
    .closed = 이날은 쉬는 날입니다. 전날까지 오십시오.
    .amount = 금액은 창구에서 알려 드립니다.
    .perhaps = 해당되는지 확인해 주십시오.
    .comma = {", "}
    .past-elsewhere = 기한이 지났습니다. 되도록 일찍 상담해 주십시오.
paper-who-letter = 위임장(委任状)이 있으면 오신 분
paper-who-counter = 창구에서 확인합니다
paper-thing-perhaps = { $item }(있는 경우)

paper-day = { $month }월 { $day }일({ $weekday })
paper-day-year = { $year }년 { $month }월 { $day }일({ $weekday })
paper-weekday-0 = 월
paper-weekday-1 = 화
paper-weekday-2 = 수
paper-weekday-3 = 목
paper-weekday-4 = 금
paper-weekday-5 = 토
paper-weekday-6 = 일

paper-month-1 = 1월
paper-month-2 = 2월
paper-month-3 = 3월
paper-month-4 = 4월
paper-month-5 = 5월
paper-month-6 = 6월
paper-month-7 = 7월
paper-month-8 = 8월
paper-month-9 = 9월
paper-month-10 = 10월
paper-month-11 = 11월
paper-month-12 = 12월

paper-contact = 예약・상담
    .booking = 예약
    .consultation = 상담
    .phone = 전화 { $phone }

paper-calendar = 기한을 스마트폰 달력에 넣기
    .lead = 카메라로 읽으면 기한이 달력에 들어갑니다. 성함과 절차의 이름은 들어가지 않습니다.
    .count = 절차 { $count }건
    .event = { $city }: 절차 기한({ $count }건)
    .text = 받으신 절차 목록을 보십시오.

paper-bring = 가져오실 것
    .lead = 오실 때 가져오십시오. 준비되면 왼쪽 칸에 표시하십시오.
    .sure = 꼭 가져오실 것
    .perhaps = 있으면 가져오실 것
    .many = 절차 { $count }건에 씁니다.
