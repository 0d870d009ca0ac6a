# 절차가 필요하거나 필요 없는 이유의 말.

reason-needed = 필요합니다
reason-not-needed = 필요 없습니다
reason-check-at-counter = 창구에서 확인합니다
reason-undecided = 아직 정해지지 않았습니다

reason-answer = ‘{ $label }’의 답이 ‘{ $value }’이기 때문입니다.
reason-record = ‘{ $label }’의 기록이 ‘{ $value }’이기 때문입니다.
reason-always = 누구에게나 필요한 절차입니다.

reason-change-needed = ‘{ $label }’의 답이 ‘{ $value }’이면 필요합니다.
reason-change-not-needed = ‘{ $label }’의 답이 ‘{ $value }’이면 필요 없습니다.
reason-change-check-at-counter = ‘{ $label }’의 답이 ‘{ $value }’이면 창구에서 확인합니다.
reason-change-undecided = ‘{ $label }’의 답이 ‘{ $value }’이면 다른 질문으로 정해집니다.

reason-date-from = { $value } 이후
reason-date-until = { $value } 이전
reason-count-from = { $value } 이상
reason-count-until = { $value } 이하
reason-between = { $first }부터 { $last }까지

reason-yes = 예
reason-no = 아니요
reason-dont-know = 모르겠습니다
reason-declined = 답하지 않음
reason-not-applicable = 해당 없음
reason-date = { $year }년 { $month }월 { $day }일
reason-month = { $year }년 { $month }월
reason-money = { $value }엔
reason-of-item = { $label }({ $name })
reason-both = { $first }, { $last }
reason-none = 없음

# 이유의 종이.
reason-unchecked = 이 규칙은 아직 법률과 비교하지 않아 창구에서 확인합니다.
reason-sheet = 필요한 절차와 필요 없는 절차, 그 이유
    .lead = 답하신 내용에서 아래와 같이 되었습니다. 다른 곳이 있으면 창구에서 말씀해 주십시오.
    .number = 접수 번호 { $number }
    .page = { $page }/{ $pages }쪽
    .because = 이유
    .otherwise = 답이 다른 경우
    .practice = 연습용입니다. 절차에는 쓸 수 없습니다.
