# Names of procedures, forms, events and sections.  note: one remark.

event-okuyami = Procedures after a death (おくやみ)
    .lead = Please accept our sincere condolences.
event-juminhyo = Certificate of residence (住民票の写し)
    .lead = We prepare the request form for you.

section-shimin = Citizens’ section (市民課)
section-hoken-shikaku = Insurance and pension section (保険年金課)
section-hoken-kyufu = Insurance and pension section (保険年金課)
section-kaigo = Long-term care insurance section (介護保険課)

procedure-okuyami-head-change = New head of household (世帯主変更)
    .office = { section-shimin }
procedure-okuyami-kokuho-loss = Leaving National Health Insurance (国民健康保険)
    .office = { section-hoken-shikaku }
procedure-okuyami-kokuho-sosaihi = Funeral allowance, National Health Insurance (葬祭費)
    .office = { section-hoken-kyufu }
    .benefit = The chief mourner receives { $yen } yen.
procedure-okuyami-kouki-loss = Leaving the insurance for people aged 75 or over (後期高齢者医療)
    .office = { section-hoken-shikaku }
procedure-okuyami-kouki-sosaihi = Funeral allowance, 後期高齢者医療 (葬祭費)
    .office = { section-hoken-kyufu }
    .benefit = The chief mourner receives { $yen } yen.
procedure-okuyami-kokuho-highcost = Refund of high medical costs, National Health Insurance (高額療養費)
    .office = { section-hoken-kyufu }
    .deadline = 2 years for each month of treatment
procedure-okuyami-kouki-heir = Refund of medical costs to the family, 後期高齢者医療 (受領申立)
    .office = { section-hoken-kyufu }
    .deadline = 2 years for each month of treatment
procedure-okuyami-kaigo-loss = Leaving long-term care insurance (介護保険)
    .office = { section-kaigo }
    .note = If a certification was under way, the care manager may be keeping the card.
procedure-okuyami-seal-card = Returning the seal registration card (印鑑登録証)
    .office = { section-shimin }
    .note = The registration itself ended on the day of passing.
procedure-okuyami-mynumber-card = Returning the My Number Card
    .office = { section-shimin }
    .note = Insurers and heirs may be asked for the number. You may keep the card until all is settled.
procedure-juminhyo = Request for a certificate of residence (住民票の写し)
    .office = { section-shimin }
    .note = Please pay the fee at the counter.

form-setainushi-henko = Notice of new head of household (住民異動届)
form-kokuho-soshitsu = Notice of leaving National Health Insurance (資格喪失届)
form-kokuho-sosaihi = Claim for the funeral allowance, National Health Insurance (葬祭費支給申請書)
form-kouki-sosaihi = Claim for the funeral allowance, 後期高齢者医療 (葬祭費支給申請書)
form-kaigo-soshitsu = Notice of leaving long-term care insurance (資格喪失届)
form-card-henno = Notice of returning the My Number Card (個人番号カード返納届)
form-juminhyo-seikyusho = Request for a certificate of residence (住民票の写し等交付請求書)
