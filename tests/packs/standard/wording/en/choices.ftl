# Answers.  second: one line of explanation.

choice-deceased-sex-male = Male
choice-deceased-sex-female = Female
choice-deceased-sex-other-or-unstated = Other or no answer
choice-visitor-sex-male = Male
choice-visitor-sex-female = Female
choice-visitor-sex-other-or-unstated = Other or no answer

choice-deceased-insurance-kokuho = National Health Insurance (国民健康保険)
    .second = The city’s insurance, for example for the self-employed
choice-deceased-insurance-kouki = Insurance for people aged 75 or over (後期高齢者医療)
    .second = Almost everyone aged 75 or over
choice-deceased-insurance-shaho = Company insurance (会社などの健康保険)
    .second = 協会けんぽ, 健保組合, 共済 and others

choice-visitor-relation-spouse = Husband or wife
choice-visitor-relation-child = Child
choice-visitor-relation-parent = Parent
choice-visitor-relation-sibling = Brother or sister
choice-visitor-relation-other-relative = Other relative
choice-visitor-relation-guardian = Guardian
    .second = 成年後見人, 保佐人 and others
choice-visitor-relation-other = Other
choice-mourner-relation-spouse = Husband or wife
choice-mourner-relation-child = Child
choice-mourner-relation-parent = Parent
choice-mourner-relation-sibling = Brother or sister
choice-mourner-relation-other-relative = Other relative
choice-mourner-relation-guardian = Guardian
choice-mourner-relation-other = Other

choice-funeral-kind-funeral = With a ceremony
    .second = Wake, funeral, family funeral and others
choice-funeral-kind-cremation-only = Cremation only
    .second = Without a ceremony

choice-account-where-public = The registered account (公金受取口座)
    .second = Registered with the government
choice-account-where-bank = An account at a bank
choice-account-where-yucho = An account at Japan Post Bank (ゆうちょ銀行)
choice-account-kind-ordinary = Ordinary (普通)
choice-account-kind-checking = Checking (当座)

choice-juminhyo-scope-self = For myself only
choice-juminhyo-scope-whole-household = For the whole household
choice-juminhyo-purpose-bank = Bank or estate agent
choice-juminhyo-purpose-license = Driving licence
choice-juminhyo-purpose-pension = Pension
choice-juminhyo-purpose-work = Employer
choice-juminhyo-purpose-other = Other
