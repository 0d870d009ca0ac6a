# 手続き、様式、ライフイベント、課の 名前。note は ひとこと。

event-okuyami = おくやみのお手続き
    .lead = 心から お悔やみ申し上げます。
event-juminhyo = 住民票の写し
    .lead = 住民票の写しの 請求書を つくります。

section-shimin = 市民課
section-hoken-shikaku = 保険年金課
section-hoken-kyufu = 保険年金課
section-kaigo = 介護保険課

procedure-okuyami-head-change = 世帯主の変更
    .office = { section-shimin }
procedure-okuyami-kokuho-loss = 国民健康保険を やめる届け出
    .office = { section-hoken-shikaku }
procedure-okuyami-kokuho-sosaihi = 葬祭費（国民健康保険）の申請
    .office = { section-hoken-kyufu }
    .benefit = 喪主の方に { $yen }円が 出ます。
procedure-okuyami-kouki-loss = 後期高齢者医療を やめる届け出
    .office = { section-hoken-shikaku }
procedure-okuyami-kouki-sosaihi = 葬祭費（後期高齢者医療）の申請
    .office = { section-hoken-kyufu }
    .benefit = 喪主の方に { $yen }円が 出ます。
procedure-okuyami-kokuho-highcost = 高額療養費（国民健康保険）の請求
    .office = { section-hoken-kyufu }
    .deadline = 診療の月ごとに 2年
procedure-okuyami-kouki-heir = 医療費の 払いもどし（後期高齢者医療）を ご家族が 受け取る届け出
    .office = { section-hoken-kyufu }
    .deadline = 診療の月ごとに 2年
procedure-okuyami-kaigo-loss = 介護保険を やめる届け出
    .office = { section-kaigo }
    .note = 認定の 申請中だった方は ケアマネジャーが カードを 預かっていることが あります。
procedure-okuyami-seal-card = 印鑑登録証を 返す
    .office = { section-shimin }
    .note = 印鑑登録は 亡くなった日に なくなっています。
procedure-okuyami-mynumber-card = マイナンバーカードを 返す
    .office = { section-shimin }
    .note = 保険や 相続で 番号を 聞かれることが あります。すべて 終わるまで 持っていても かまいません。
procedure-juminhyo = 住民票の写しの 請求
    .office = { section-shimin }
    .note = 手数料は 窓口で お支払いください。

form-setainushi-henko = 住民異動届（世帯主変更）
form-kokuho-soshitsu = 国民健康保険 資格喪失届
form-kokuho-sosaihi = 国民健康保険 葬祭費支給申請書
form-kouki-sosaihi = 後期高齢者医療 葬祭費支給申請書
form-kaigo-soshitsu = 介護保険 資格喪失届
form-card-henno = 個人番号カード返納届
form-juminhyo-seikyusho = 住民票の写し等交付請求書
