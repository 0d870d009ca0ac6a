# 答えの ことば。second は 説明の 1行。

choice-deceased-sex-male = 男性
choice-deceased-sex-female = 女性
choice-deceased-sex-other-or-unstated = 答えない・そのほか
choice-visitor-sex-male = 男性
choice-visitor-sex-female = 女性
choice-visitor-sex-other-or-unstated = 答えない・そのほか

choice-deceased-insurance-kokuho = 国民健康保険
    .second = 自営業や 年金の方などの 市の保険
choice-deceased-insurance-kouki = 後期高齢者医療
    .second = 75歳以上の方の 保険
choice-deceased-insurance-shaho = 会社などの 健康保険
    .second = 協会けんぽ・健保組合・共済など

choice-visitor-relation-spouse = 夫・妻
choice-visitor-relation-child = 子ども
choice-visitor-relation-parent = 父・母
choice-visitor-relation-sibling = きょうだい
choice-visitor-relation-other-relative = そのほかの 親族
choice-visitor-relation-guardian = 後見を していた方
    .second = 成年後見人・保佐人など
choice-visitor-relation-other = そのほか
choice-mourner-relation-spouse = 夫・妻
choice-mourner-relation-child = 子ども
choice-mourner-relation-parent = 父・母
choice-mourner-relation-sibling = きょうだい
choice-mourner-relation-other-relative = そのほかの 親族
choice-mourner-relation-guardian = 後見人など
choice-mourner-relation-other = そのほか

choice-funeral-kind-funeral = 葬儀を した
    .second = お通夜・告別式・家族葬など
choice-funeral-kind-cremation-only = 火葬だけ した
    .second = 儀式は しなかった

choice-account-where-public = 公金受取口座
    .second = 国に 登録した 口座
choice-account-where-bank = 銀行などの 口座
choice-account-where-yucho = ゆうちょ銀行の 口座
choice-account-kind-ordinary = 普通
choice-account-kind-checking = 当座

choice-juminhyo-scope-self = 自分の分だけ
choice-juminhyo-scope-whole-household = 世帯全員の分
choice-juminhyo-purpose-bank = 銀行・不動産
choice-juminhyo-purpose-license = 運転免許
choice-juminhyo-purpose-pension = 年金
choice-juminhyo-purpose-work = 勤め先
choice-juminhyo-purpose-other = そのほか
