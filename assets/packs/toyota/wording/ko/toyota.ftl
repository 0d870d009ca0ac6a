question-registered = 돌아가신 분의 주민표는 어디에 있었습니까?
    .lead = 시설 등으로 옮겨 확실하지 않으면 ‘모르겠습니다’를 고르십시오.
    .reason = 도요타시(豊田市)에서 하는 절차가 정해지기 때문입니다.
    .short = 주민표가 있던 곳
choice-deceased-registered-with-visitor = 도요타시(豊田市)에서 저와 같은 세대
choice-deceased-registered-this-city = 도요타시(豊田市)의 다른 세대
    .second = 주소가 같아도 세대가 다른 경우
