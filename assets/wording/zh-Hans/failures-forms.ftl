# What can happen with the forms.

failure-form-too-long = 有的内容在栏内写不下
    .safe = 您的回答已原样保留。
    .next = 该栏留空打印。工作人员会在窗口一起填写。
failure-form-glyph-missing = 有的文字不能打印
    .safe = 姓名的文字已原样保留，不会换成别的字。
    .next = 该栏留空打印。工作人员会在窗口确认正确的字。
failure-form-not-digits = 需要确认数字栏
    .safe = 您的回答已原样保留。
    .next = 该栏留空打印。在窗口确认号码。
failure-form-no-such-choice = 表格中没有相应的选项
    .safe = 您的回答已原样保留。
    .next = 该栏留空打印。工作人员会在窗口确认。
failure-form-era-not-printed = 需要确认日期栏
    .safe = 您的回答已原样保留。
    .next = 该栏留空打印。工作人员会在窗口填写日期。
failure-form-not-a-date = 需要确认日期栏
    .safe = 您的回答已原样保留。
    .next = 该栏留空打印。工作人员会在窗口确认日期。

problem-form-glyph-missing = “{ $label }”的文字{ $letters }不能在本机打印。该栏留空，在窗口确认正确的字。
problem-form-too-long = “{ $label }”较长，栏内写不下。该栏留空，在窗口一起填写。
problem-form-not-digits = “{ $label }”的号码在窗口确认。该栏留空。
problem-form-no-such-choice = 表格中没有与“{ $label }”相应的选项。在窗口确认。
problem-form-era-not-printed = “{ $label }”的年号没有印在表格上。在窗口填写。
problem-form-not-a-date = “{ $label }”的日期在窗口确认。该栏留空。
