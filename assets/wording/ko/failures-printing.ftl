# 인쇄에 관해 일어날 수 있는 일.

failure-printer-unreachable = 프린터가 준비되기를 기다리고 있습니다
    .safe = 입력하신 내용은 남아 있습니다.
    .next = 준비되는 대로 인쇄합니다. 직원이 옵니다.

failure-printer-untrusted = 프린터가 준비되기를 기다리고 있습니다
    .safe = 입력하신 내용은 남아 있습니다.
    .next = 준비되는 대로 인쇄합니다. 직원이 옵니다.

failure-printer-busy = 다른 인쇄가 끝나기를 기다리고 있습니다
    .safe = 입력하신 내용은 남아 있습니다.
    .next = 끝나면 바로 인쇄합니다. 여기서 기다려 주십시오.

failure-printer-out-of-paper = 프린터의 종이가 떨어졌습니다
    .safe = 입력하신 내용은 남아 있습니다.
    .next = 직원이 종이를 넣습니다. 여기서 기다려 주십시오.

failure-printer-wrong-paper = 다른 종이를 기다리고 있습니다
    .safe = 입력하신 내용은 남아 있습니다.
    .next = 직원이 종이를 바꿉니다. 여기서 기다려 주십시오.

failure-printer-jam = 종이가 프린터 안에서 멈추었습니다
    .safe = 입력하신 내용은 남아 있습니다.
    .next = 직원이 종이를 꺼냅니다. 여기서 기다려 주십시오.

failure-printer-cover-open = 프린터의 덮개가 열려 있습니다
    .safe = 입력하신 내용은 남아 있습니다.
    .next = 직원이 덮개를 닫습니다. 여기서 기다려 주십시오.

failure-printer-out-of-ink = 프린터를 손봐야 합니다
    .safe = 입력하신 내용은 남아 있습니다.
    .next = 직원이 토너를 바꿉니다. 여기서 기다려 주십시오.

failure-printer-output-full = 종이가 나오는 곳이 가득 찼습니다
    .safe = 입력하신 내용은 남아 있습니다.
    .next = 나온 종이를 가져가십시오. 직원도 옵니다.

failure-printer-stopped = 프린터가 멈추었습니다
    .safe = 입력하신 내용은 남아 있습니다.
    .next = 직원이 옵니다. 여기서 기다려 주십시오.

failure-printer-not-accepting = 프린터가 준비되기를 기다리고 있습니다
    .safe = 입력하신 내용은 남아 있습니다.
    .next = 준비되는 대로 인쇄합니다. 직원이 옵니다.

failure-printer-refused = 이 프린터로는 인쇄할 수 없습니다
    .safe = 입력하신 내용은 남아 있습니다.
    .next = 번호를 가지고 창구로 가십시오. 직원이 종이를 준비합니다.

failure-printer-refused-format = 이 프린터로는 인쇄할 수 없습니다
    .safe = 입력하신 내용은 남아 있습니다.
    .next = 번호를 가지고 창구로 가십시오. 직원이 종이를 준비합니다.

failure-printer-garbled = 프린터가 준비되기를 기다리고 있습니다
    .safe = 입력하신 내용은 남아 있습니다.
    .next = 준비되는 대로 인쇄합니다. 직원이 옵니다.

failure-printer-cancelled = 인쇄를 멈추었습니다
    .safe = 입력하신 내용은 남아 있습니다.
    .next = 번호를 가지고 창구로 가십시오. 직원이 종이를 준비합니다.

failure-printer-aborted = 인쇄가 도중에 멈추었습니다
    .safe = 입력하신 내용은 남아 있습니다.
    .next = 직원이 옵니다. 종이는 그대로 두십시오.

failure-printer-outcome-unknown = 종이가 나왔는지 확인하고 있습니다
    .safe = 입력하신 내용은 남아 있습니다.
    .next = 직원이 종이를 확인합니다. 여기서 기다려 주십시오.

failure-printer-no-journal = 지금은 인쇄할 수 없습니다
    .safe = 입력하신 내용은 남아 있습니다.
    .next = 번호를 가지고 창구로 가십시오. 직원이 종이를 준비합니다.

failure-printer-login-refused = 프린터가 준비되기를 기다리고 있습니다
    .safe = 입력하신 내용은 남아 있습니다.
    .next = 준비되는 대로 인쇄합니다. 직원이 옵니다.
