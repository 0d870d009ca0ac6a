# Papers to take home.

paper-number = 受理号码 { $number }
paper-practice = 练习用，不能用于办理手续。
paper-page = 第{ $page }页，共{ $pages }页

paper-list = 手续一览
    .lead = 按期限从早到晚排列。办完后请在左边的□做记号。
    .until = { $day }为止
    .held = 请先咨询
    .open = 期限在窗口确认
    .none = 没有期限的手续
    .where = 窗口
    .bring = 携带物品
    .who = 申报人
    .elsewhere = 在市役所以外办理的手续
    .check = 在窗口确认是否需要。
    .past = 已过期限。请尽早到窗口咨询。
    .moved = { $day }为休息日，因此是下一个办公日。
    .closed = 这一天为休息日。请最迟于前一天前来。
    .amount = 金额在窗口告知。
    .perhaps = 请确认是否符合您的情况。
    .comma = 、
    .past-elsewhere = 已过期限。请尽早咨询。
paper-who-letter = 有委托书（委任状）时，您可以办理
paper-who-counter = 在窗口确认
paper-thing-perhaps = { $item }（如有）

paper-day = { $month }月{ $day }日（{ $weekday }）
paper-day-year = { $year }年{ $month }月{ $day }日（{ $weekday }）
paper-weekday-0 = 一
paper-weekday-1 = 二
paper-weekday-2 = 三
paper-weekday-3 = 四
paper-weekday-4 = 五
paper-weekday-5 = 六
paper-weekday-6 = 日

paper-month-1 = 1月
paper-month-2 = 2月
paper-month-3 = 3月
paper-month-4 = 4月
paper-month-5 = 5月
paper-month-6 = 6月
paper-month-7 = 7月
paper-month-8 = 8月
paper-month-9 = 9月
paper-month-10 = 10月
paper-month-11 = 11月
paper-month-12 = 12月

paper-contact = 预约、咨询
    .booking = 预约
    .consultation = 咨询
    .phone = 电话 { $phone }

paper-calendar = 将期限加入手机日历
    .lead = 用相机扫描后，期限日会加入日历。不含您的姓名和手续名称。
    .count = { $count }项手续
    .event = { $city } 手续期限（{ $count }项）
    .text = 请看交给您的“手续一览”。

paper-bring = 需携带的物品
    .lead = 办理手续时请带来。备齐后请在左边的□做记号。
    .sure = 请携带
    .perhaps = 如有，请携带
    .many = 用于{ $count }项手续。
