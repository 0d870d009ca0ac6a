# Why a procedure is needed or not.

reason-needed = 需要
reason-not-needed = 不需要
reason-check-at-counter = 在窗口确认
reason-undecided = 尚未确定

reason-answer = 因为“{ $label }”的回答是“{ $value }”。
reason-record = 因为记录中“{ $label }”是“{ $value }”。
reason-always = 这是每个人都需要的手续。

reason-change-needed = 如果“{ $label }”是“{ $value }”，则需要。
reason-change-not-needed = 如果“{ $label }”是“{ $value }”，则不需要。
reason-change-check-at-counter = 如果“{ $label }”是“{ $value }”，则在窗口确认。
reason-change-undecided = 如果“{ $label }”是“{ $value }”，则由其他问题确定。

reason-date-from = { $value }以后
reason-date-until = { $value }以前
reason-count-from = { $value }以上
reason-count-until = { $value }以下
reason-between = { $first }至{ $last }

reason-yes = 是
reason-no = 否
reason-dont-know = 不知道
reason-declined = 不回答
reason-not-applicable = 不符合
reason-date = { $year }年{ $month }月{ $day }日
reason-month = { $year }年{ $month }月
reason-money = { $value }日元
reason-of-item = { $name }的{ $label }
reason-both = { $first }、{ $last }
reason-none = 无

# The sheet of reasons.
reason-unchecked = 这项规定还没有与法律核对，因此在窗口确认。
reason-sheet = 需要和不需要的手续及其理由
    .lead = 根据您的回答得出以下结果。有不对的地方，请在窗口告知。
    .number = 受理号码 { $number }
    .page = 第{ $page }页，共{ $pages }页
    .because = 理由
    .otherwise = 回答不同时
    .practice = 练习用，不能用于办理手续。
